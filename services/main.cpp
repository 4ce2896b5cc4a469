// Puts the program together: the services, and the command line that serves them.
#include <iostream>

#include "emulator/front/cli.h"
#include "services/catalog.h"

int main(int count, char** arguments) {
  return snowglobe::run_command_line(count, arguments, snowglobe::service_catalog(), std::cout,
                                     std::cerr);
}
