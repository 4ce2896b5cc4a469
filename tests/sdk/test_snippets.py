"""The examples of the documents, run as they stand there.

Only the endpoint is another: each snippet gets a Snowglobe of its own on a free port.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import yaml

from snowglobe import PROGRAM, TOP, Snowglobe

ENDPOINT = "http://localhost:4566"
SECONDS_MAX = 120


def blocks(document, heading=None):
    """The fenced blocks of a document, or below one of its headings: (language or file, text)."""
    text = (TOP / document).read_text(encoding="utf-8")
    if heading is not None:
        text = re.split(rf"^## {re.escape(heading)}$", text, flags=re.MULTILINE)[1]
        text = re.split(r"^## ", text, flags=re.MULTILINE)[0]
    return [(name.split(" ")[-1], block) for name, block in
            re.findall(r"^```(\w*[^\n]*)\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)]


def snippets(document, heading):
    return dict(blocks(document, heading))


class SnippetTest(unittest.TestCase):
    def run_snippet(self, document, heading, language, command, folder=TOP):
        """What the snippet prints. The command takes it from its input, or from a file: "FILE.java"."""
        snippet = snippets(document, heading)[language]
        self.assertIn(ENDPOINT, snippet)
        with Snowglobe() as snowglobe, tempfile.TemporaryDirectory() as directory:
            snippet = snippet.replace(ENDPOINT, snowglobe.endpoint)
            command = [self.as_file(part, directory, snippet) for part in command]
            return self.run_command(command, folder, snippet)

    def run_command(self, command, folder=TOP, text="", **more):
        variables = {name: value for name, value in os.environ.items()
                     if not name.startswith("AWS_")}
        variables.update(AWS_PAGER="", AWS_EC2_METADATA_DISABLED="true", GOTOOLCHAIN="local",
                         GOPROXY="off", PYTHONDONTWRITEBYTECODE="1", SNOWGLOBE_PROGRAM=PROGRAM, **more)
        variables["PATH"] = f"{pathlib.Path(sys.executable).parent}:{variables['PATH']}"
        result = subprocess.run(command, cwd=folder, env=variables, input=text, text=True,
                                capture_output=True, timeout=SECONDS_MAX)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        return result.stdout

    def as_file(self, part, directory, snippet):
        if not part.startswith("FILE"):
            return part
        file = pathlib.Path(directory) / part.replace("FILE", "First")
        file.write_text(snippet, encoding="utf-8")
        return str(file)


class FirstRequests(SnippetTest):
    """README.md and docs/clients.md"""

    def test_python(self):
        printed = self.run_snippet("README.md", "First request", "python", [sys.executable])
        self.assertEqual(printed, "hello\n")

    def test_command_line(self):
        printed = self.run_snippet("README.md", "First request", "sh", ["sh", "-e"])
        self.assertIn("/000000000000/orders", printed)
        self.assertIn('"TableNames": []', printed)

    def test_commands(self):
        text = snippets("README.md", "Move time, inject faults, follow a flow")["sh"]
        with Snowglobe() as snowglobe:
            printed = self.run_command(["sh", "-e"], text=text.replace("build/snowglobe", PROGRAM),
                                       SNOWGLOBE_ENDPOINT=snowglobe.endpoint)
            self.assertEqual(len(snowglobe.control("GET", "/faults")["faults"]), 1)
        self.assertIn("manual", printed)

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


class TestSuites(SnippetTest):
    """docs/testing.md"""

    def test_pytest(self):
        with tempfile.TemporaryDirectory() as directory:
            for name, text in blocks("docs/testing.md", "pytest"):
                pathlib.Path(directory, name).write_text(text, encoding="utf-8")
            printed = self.run_command(
                [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"], directory)
        self.assertIn("1 passed", printed)

    def test_node(self):
        printed = self.run_snippet("docs/testing.md", "Node.js: node:test, Jest, Vitest", "js",
                                   ["node", "--input-type=module"], TOP / "tests/sdk/javascript")
        self.assertRegex(printed, r"(?m)^. pass 1$")

    def test_junit(self):
        paths = (TOP / "build/sdk-java/classpath.txt").read_text(encoding="utf-8").strip()
        # Surefire's own copy of the launcher lies beside the engine's.
        engine = re.search(r"[^:]*/junit-platform-engine/[^:]*", paths)[0]
        paths += ":" + engine.replace("junit-platform-engine", "junit-platform-launcher")
        test = snippets("docs/testing.md", "JUnit")["OrdersTest.java"]
        self.assertIn(ENDPOINT, test)
        with Snowglobe() as snowglobe, tempfile.TemporaryDirectory() as directory:
            file = pathlib.Path(directory, "OrdersTest.java")
            file.write_text(test.replace(ENDPOINT, snowglobe.endpoint), encoding="utf-8")
            pathlib.Path(directory, "Run.java").write_text(JUNIT_RUN, encoding="utf-8")
            self.run_command(["javac", "-cp", paths, "-d", directory, str(file)])
            printed = self.run_command(["java", "-cp", f"{paths}:{directory}",
                                        str(pathlib.Path(directory, "Run.java"))])
        self.assertEqual(printed, "1 succeeded\n")

    def test_go_test(self):
        go = subprocess.run([TOP / "scripts/find-go"], check=True, capture_output=True, text=True)
        printed = self.run_snippet("docs/testing.md", "Go", "orders_test.go",
                                   [go.stdout.strip(), "test", "-count=1", "-v", "FILE_test.go"],
                                   TOP / "tests/sdk/go")
        self.assertIn("--- PASS: TestADelayedOrderArrivesAfterFifteenMinutes", printed)

    # A file that no machine here runs still has to be one, and to name what there is.
    def test_compose_and_actions_name_what_there_is(self):
        help_text = self.run_command([PROGRAM, "serve", "--help"])
        compose = yaml.safe_load(snippets("docs/testing.md", "Docker compose")["yaml"])
        for name in compose["services"]["snowglobe"]["environment"]:
            self.assertIn(f"Env:{name})", help_text)
        actions = yaml.safe_load(snippets("docs/testing.md", "GitHub Actions")["yaml"])
        text = "\n".join(step.get("run", "") for step in actions["jobs"]["test"]["steps"])
        for script in re.findall(r"snowglobe/(scripts/\w+)", text):
            self.assertTrue((TOP / script).is_file(), script)
        self.assertIn("--build-only", self.run_command([TOP / "scripts/setup", "--help"]))


class ServicePages(SnippetTest):
    """docs/services: one page's snippets, in their order, make one program each language."""

    def program(self, page, language):
        return "".join(text for name, text in blocks(f"docs/services/{page}.md")
                       if name == language)

    def run_pages(self, *pages):
        """First what the pages do in Python, then what they do in the shell."""
        with Snowglobe() as snowglobe, tempfile.TemporaryDirectory() as directory:
            for language, command in (("python", [sys.executable]), ("sh", ["sh", "-e"])):
                text = "".join(self.program(page, language) for page in pages)
                if language == "sh":
                    text = re.sub(r"^curl ", "curl -sS --fail-with-body ", text, flags=re.MULTILINE)
                    text = f"snowglobe() {{ {PROGRAM} \"$@\"; }}\n{text}"
                here = snowglobe.endpoint
                self.run_command(
                    command, directory, text.replace("localhost:4566", here.removeprefix("http://")),
                    AWS_ENDPOINT_URL=here, SNOWGLOBE_ENDPOINT=here, AWS_ACCESS_KEY_ID="test",
                    AWS_SECRET_ACCESS_KEY="test", AWS_DEFAULT_REGION="us-east-1")
            for page in pages:
                for line in re.findall(r'^\{"service".*?\}$', self.program(page, "json"),
                                       flags=re.MULTILINE | re.DOTALL):
                    snowglobe.control("POST", "/faults", json.loads(line))

    def test_sqs(self):
        self.run_pages("sqs")

    def test_the_other_services(self):
        for page in ("events", "iam", "lambda", "pipes", "states", "sts"):
            with self.subTest(page):
                self.run_pages(page)

    # A stream is of a table.
    def test_dynamodb_and_its_streams(self):
        self.run_pages("dynamodb", "dynamodbstreams")


class ControlApi(SnippetTest):
    """docs/control-api.md"""

    def test_every_call_is_answered(self):
        text = "".join(block for name, block in blocks("docs/control-api.md")
                       if name == "")
        calls = re.findall(r"^curl (?:[^'\n]|'[^']*')*$", text, flags=re.MULTILINE)
        self.assertGreater(len(calls), 25)
        with Snowglobe() as snowglobe, tempfile.TemporaryDirectory() as directory:
            # What fails prints its answer and ends the script.
            script = "\n".join([
                'curl() { command curl -sS --fail-with-body "$@" || exit 1; }',
                f"E={snowglobe.endpoint}", *calls]).replace("/tmp/before.db", directory + "/w.db")
            printed = self.run_command(["sh", "-c", script])
        self.assertIn('"QueueUrl"', printed)


# Runs the class as a build tool does, without one.
JUNIT_RUN = """
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

class Run {
  public static void main(String[] arguments) {
    var listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass("OrdersTest")).build(), listener);
    var summary = listener.getSummary();
    summary.getFailures().forEach(failure -> failure.getException().printStackTrace());
    System.out.println(summary.getTestsSucceededCount() + " succeeded");
  }
}
"""


def anchors(document):
    """Where links into a document may lead."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


class Links(unittest.TestCase):
    def test_every_link_between_documents_leads_somewhere(self):
        documents = [TOP / "README.md", TOP / "CONTRIBUTING.md", TOP / "CHANGELOG.md",
                     *(TOP / "docs").rglob("*.md"), *(TOP / "fixtures").rglob("*.md")]
        for document in documents:
            for link in re.findall(r"\]\((?!https?:)([^)\s]+)\)",
                                   document.read_text(encoding="utf-8")):
                path, _, anchor = link.partition("#")
                target = (document.parent / path).resolve() if path else document
                self.assertTrue(target.exists(), f"{document}: {link}")
                if anchor:
                    self.assertIn(anchor, anchors(target), f"{document}: {link}")


if __name__ == "__main__":
    unittest.main()
