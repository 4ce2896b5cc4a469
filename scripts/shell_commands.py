"""Which commands a shell script calls, read from its text without running it.

A small reader of the shell's grammar: it knows quotes, substitutions, here-documents, `case`, tests
and arithmetic well enough to tell a command from an argument. Words that hold a variable are not
commands that could be known, unless the script says the variable's value.
"""
import re

BUILTINS = set(""". : [ alias break builtin cd command continue declare echo eval exec exit export
    false getopts hash help kill let local mapfile popd printf pushd pwd read readarray readonly
    return set shift shopt source test times trap true type typeset ulimit umask unset wait""".split())
# After these a command follows.
BEFORE_COMMAND = {"if", "then", "else", "elif", "while", "until", "do", "!", "{", "time"}
AFTER_COMMAND = {"fi", "done", "}", "esac"}
# Commands and functions that run the command in their arguments: how many words stand before it.
RUNNERS = {"exec": 0, "command": 0, "env": 0, "nice": 0, "sudo": 0, "xargs": 0, "as_root": 0, "step": 1,
           "part": 3}
WITH_VALUE = {"-P", "-I", "-d", "-n", "-L", "-u"}


def shell_commands(text):
    """[(line, command)] of the script, without builtins and its own functions."""
    reader = Reader(text)
    reader.commands("")
    return [(line, word) for line, word in sorted(reader.found)
            if word not in BUILTINS and word not in reader.functions]


class Reader:
    def __init__(self, text):
        self.text = text
        self.at = 0
        self.found = []
        self.functions = set()
        self.variables = {}  # name -> first word of the last value that was read
        self.here_documents = []  # the words that end those which begin on the next line
        self.cases = []
        self.begin_command()

    def peek(self, length=1):
        return self.text[self.at:self.at + length]

    def commands(self, end):
        """Reads up to and over `end`: ")" of a substitution, "`", or "" for the end of the text."""
        outer, self.cases = self.cases, []  # for each open `case`, whether a pattern is next
        self.starts = True  # whether the next word is a command
        while self.at < len(self.text):
            mark = self.peek()
            in_pattern = self.cases and self.cases[-1]
            if end and mark == end and not in_pattern:
                self.at += 1
                break
            if mark == "\n":
                self.at += 1
                self.skip_here_documents()
                self.begin_command()
            elif mark in " \t":
                self.at += 1
            elif self.peek(2) == "\\\n":
                self.at += 2
            elif mark == "#":
                self.skip_to("\n")
            elif in_pattern:
                self.pattern()
            elif self.peek(2) == ";;":
                self.at += 2
                if self.cases:
                    self.cases[-1] = True
            elif self.starts and self.peek(2) == "((":
                self.skip_arithmetic()
                self.starts = False
            elif mark in "<>" or re.match(r"\d*[<>]|&>", self.text[self.at:self.at + 4]):
                self.substituted(self.redirection)
            elif mark in ";&|()":
                self.at += 1
                self.begin_command()
            else:
                self.word_of_command()
        self.cases = outer

    def begin_command(self):
        self.starts = True
        self.runner = None  # how many words the runner of the next command still takes before it
        self.is_shell = False  # the command is a shell: a text among its arguments is a script

    def pattern(self):
        mark = self.peek()
        if mark in "(|)":
            self.at += 1
        elif self.word() == "esac":
            self.cases.pop()
            self.starts = False
        if mark == ")":
            self.cases[-1] = False
            self.begin_command()

    def word_of_command(self):
        line, begin = self.text.count("\n", 0, self.at) + 1, self.at
        word = self.substituted(self.word)
        if word is None:
            word = self.variable(self.text[begin:self.at])
        if not self.starts:
            if self.is_shell and word and re.search(r"\s", word):
                self.script(line, word)
        elif word == "[[":
            self.substituted(self.test)
            self.starts = False
        elif word in BEFORE_COMMAND:
            pass
        elif word in AFTER_COMMAND or word in ("for", "select", "function"):
            self.starts = False
            if word == "esac" and self.cases:
                self.cases.pop()
        elif word == "case":
            self.substituted(self.word_after_blanks)
            self.substituted(self.word_after_blanks)  # in
            self.cases.append(True)
        elif word and re.fullmatch(r"\w+(\[.*\])?\+?=.*", word, re.S):
            name, value = word.split("=", 1)
            self.variables[name] = (value.split() or [None])[0]
        elif word and re.match(r"\s*\(\s*\)", self.text[self.at:self.at + 8]):
            self.functions.add(word)
            self.at = self.text.index(")", self.at) + 1
        elif self.runner is not None and self.is_passed_over(word):
            self.runner = max(0, self.runner - (word is None or not word.startswith("-")))
        else:
            self.starts = word in RUNNERS
            self.runner = RUNNERS.get(word)
            self.is_shell = word in ("sh", "bash")
            if word and re.fullmatch(r"[\w./+~-]+|\[", word):
                self.found.append((line, word))

    def substituted(self, read):
        """What `read` reads; the commands that it comes by leave the present one as it is."""
        state = self.starts, self.runner, self.is_shell
        self.begin_command()
        result = read()
        self.starts, self.runner, self.is_shell = state
        return result

    def script(self, line, text):
        inner = Reader(text)
        inner.commands("")
        self.functions |= inner.functions
        self.found += [(line + number - 1, name) for number, name in inner.found]
        self.is_shell = False

    def is_passed_over(self, word):
        if word in WITH_VALUE:
            self.substituted(self.word_after_blanks)
        return self.runner > 0 or word is None or word.startswith("-") or "=" in word

    def variable(self, text):
        match = re.fullmatch(r'"?\$\{?(\w+)\}?"?', text)
        return self.variables.get(match[1]) if match else None

    def word_after_blanks(self):
        while self.peek() and self.peek() in " \t":
            self.at += 1
        return self.word()

    def word(self):
        """The next word without its quotes; None when a variable or a substitution is in it."""
        result, is_plain = "", True
        while self.at < len(self.text):
            mark = self.peek()
            if mark in " \t\n;&|()<>":
                if mark == "(" and result.endswith("="):  # an array
                    self.at += 1
                    self.array()
                    continue
                break
            if mark == "'":
                closing = self.text.find("'", self.at + 1)
                result += self.text[self.at + 1:closing]
                self.at = closing + 1
            elif mark == '"':
                self.at += 1
                while self.peek() not in ('"', ""):
                    if self.substitution():
                        is_plain = False
                    else:
                        self.at += self.peek() == "\\"
                        result += self.peek()
                        self.at += 1
                self.at += 1
            elif mark == "\\":
                result += self.peek(2)[1:]
                self.at += 2
            elif self.substitution():
                is_plain = False
            else:
                result += mark
                self.at += 1
        if not is_plain and re.match(r"\w+(\[.*\])?\+?=", result):
            return result  # an assignment, whatever its value
        return result if is_plain else None

    def substitution(self):
        """Reads over what begins with $ or `, and the commands in it; false when nothing does."""
        if self.peek(3) == "$((":
            self.at += 1
            self.skip_arithmetic()
        elif self.peek(2) == "$(":
            self.at += 2
            self.commands(")")
        elif self.peek() == "`":
            self.at += 1
            self.commands("`")
        elif self.peek(2) == "${":
            self.at += 2
            while self.peek() not in ("}", ""):
                if not self.substitution():
                    self.at += 2 if self.peek() == "\\" else 1
            self.at += 1
        elif match := re.match(r"\$(\w+|[@*#?$!-])", self.text[self.at:self.at + 80]):
            self.at += match.end()
        else:
            return False
        return True

    def array(self):
        while self.peek() not in (")", ""):
            if self.peek() == "#":
                self.skip_to("\n")
            elif self.peek() in " \t\n<>;&|(":
                self.at += 1
            else:
                self.word()
        self.at += 1

    def test(self):
        while self.peek(2) != "]]" and self.peek():
            if self.peek() in "'\"":
                self.word()
            elif not self.substitution():
                self.at += 1
        self.at += 2

    def skip_to(self, mark):
        found = self.text.find(mark, self.at)
        self.at = len(self.text) if found < 0 else found

    def skip_arithmetic(self):
        depth = 0
        while self.at < len(self.text):
            mark = self.peek()
            self.at += 1
            depth += (mark == "(") - (mark == ")")
            if not depth:
                return

    def redirection(self):
        mark = re.match(r"\d*(<<<|<<-?|<\(|>\(|>>|>&|<&|&>>?|>\||[<>])", self.text[self.at:self.at + 8])
        self.at += mark.end()
        if mark[1] in ("<(", ">("):
            self.commands(")")
            return
        word = self.word_after_blanks()
        if mark[1] in ("<<", "<<-"):
            self.here_documents.append(word)

    def skip_here_documents(self):
        for word in self.here_documents:
            end = re.compile(rf"^\t*{re.escape(word)}$", re.M).search(self.text, self.at)
            self.at = end.end() + 1 if end else len(self.text)
        self.here_documents = []
