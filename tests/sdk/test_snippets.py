"""The first requests of README.md and docs/clients.md, run as they stand there.

Only the endpoint is another: each snippet gets a Snowglobe of its own on a free port.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from snowglobe import TOP, Snowglobe

ENDPOINT = "http://localhost:4566"
SECONDS_MAX = 120


def snippets(document, heading):
    """The fenced snippets below a heading of a document, by language."""
    text = (TOP / document).read_text(encoding="utf-8")
    section = re.split(rf"^## {re.escape(heading)}$", text, flags=re.MULTILINE)[1]
    section = re.split(r"^## ", section, flags=re.MULTILINE)[0]
    return dict(re.findall(r"^```(\w+)\n(.*?)^```$", section, flags=re.MULTILINE | re.DOTALL))


class Snippets(unittest.TestCase):
    def run_snippet(self, document, heading, language, command, folder=TOP):
        """What the snippet prints. The command takes it from its input, or from a file: "FILE.ext"."""
        snippet = snippets(document, heading)[language]
        self.assertIn(ENDPOINT, snippet)
        with Snowglobe() as snowglobe, tempfile.TemporaryDirectory() as directory:
            snippet = snippet.replace(ENDPOINT, snowglobe.endpoint)
            command = [self.as_file(part, directory, snippet) for part in command]
            variables = {name: value for name, value in os.environ.items()
                         if not name.startswith("AWS_")}
            variables.update(AWS_PAGER="", AWS_EC2_METADATA_DISABLED="true", GOTOOLCHAIN="local",
                             GOPROXY="off")
            variables["PATH"] = f"{pathlib.Path(sys.executable).parent}:{variables['PATH']}"
            result = subprocess.run(command, cwd=folder, env=variables, input=snippet, text=True,
                                    capture_output=True, timeout=SECONDS_MAX)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout

    def as_file(self, part, directory, snippet):
        if not part.startswith("FILE."):
            return part
        file = pathlib.Path(directory) / part.replace("FILE", "First")
        file.write_text(snippet, encoding="utf-8")
        return str(file)

    def test_python(self):
        printed = self.run_snippet("README.md", "First request", "python", [sys.executable])
        self.assertEqual(printed, "hello\n")

    def test_command_line(self):
        printed = self.run_snippet("README.md", "First request", "sh", ["sh", "-e"])
        self.assertIn("/000000000000/orders", printed)
        self.assertIn('"TableNames": []', printed)

    def test_javascript(self):
        # What comes from the input imports from the modules of the present folder.
        printed = self.run_snippet("README.md", "First request", "js",
                                   ["node", "--input-type=module"], TOP / "tests/sdk/javascript")
        self.assertIn("/000000000000/orders", printed)

    def test_java(self):
        classpath = (TOP / "build/sdk-java/classpath.txt").read_text(encoding="utf-8")
        printed = self.run_snippet("docs/clients.md", "Java v2", "java",
                                   ["java", "-cp", classpath.strip(), "FILE.java"])
        self.assertEqual(printed, "hello\n")

    def test_go(self):
        go = subprocess.run([TOP / "scripts/find-go"], check=True, capture_output=True, text=True)
        printed = self.run_snippet("docs/clients.md", "Go v2", "go",
                                   [go.stdout.strip(), "run", "FILE.go"], TOP / "tests/sdk/go")
        self.assertIn("/000000000000/orders", printed)


if __name__ == "__main__":
    unittest.main()
