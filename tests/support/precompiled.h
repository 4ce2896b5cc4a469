// The precompiled header of the tests that run a world: what each of them includes. Not for the
// sources of layers and services, in which it would hide that an #include is missing.
#pragma once

#include <gtest/gtest.h>

#include "emulator/base/precompiled.h"
#include "tests/support/test_world.h"
