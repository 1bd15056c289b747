"""Stand-ins for the programs that the recipes call: they keep the comments of a service in a file, and their calls."""

GH = '''\
"""gh api, for comments on pull requests and for Pages."""
import json, os, pathlib, re, sys

file = pathlib.Path(os.environ["STATE"])
state = json.loads(file.read_text())
arguments = sys.argv[1:]
assert arguments.pop(0) == "api"
method, jq, path, body = "GET", "", "", None
while arguments:
    word = arguments.pop(0)
    if word == "--method":
        method = arguments.pop(0)
    elif word == "--jq":
        jq = arguments.pop(0)
    elif word == "--field":
        name, _, value = arguments.pop(0).partition("=@")
        assert name == "body"
        body = pathlib.Path(value).read_text()
    elif word not in ("--paginate", "--silent"):
        assert not word.startswith("-"), word
        path = word
state["calls"].append([method, path])
if path.endswith("/pages"):
    if not state["public"]:
        sys.exit("gh: Not Found (HTTP 404)")
    print(state["public"])
elif method == "GET":
    form = '.[] | select(.user.login == "(LOGIN)" and (.body | startswith("(BODY)"))) | .id'
    pattern = re.escape(form).replace(r"\\(LOGIN\\)", "(.+?)").replace(r"\\(BODY\\)", "(.+?)")
    wanted = re.fullmatch(pattern, jq)
    for comment in state["comments"]:
        if comment["user"]["login"] == wanted[1] and comment["body"].startswith(wanted[2]):
            print(comment["id"])
elif method == "POST":
    state["comments"].append({"id": 99, "user": {"login": "github-actions[bot]"}, "body": body})
else:
    assert method == "PATCH"
    (comment,) = [one for one in state["comments"] if str(one["id"]) == path.rpartition("/")[2]]
    comment["body"] = body
file.write_text(json.dumps(state))
'''
"""The filter of --jq is read, not run: the recipe's own is the only one it knows."""

CURL = '''\
"""curl, for notes on merge requests and for the settings of a project."""
import json, os, pathlib, re, sys
from urllib.parse import parse_qs, urlsplit

file = pathlib.Path(os.environ["STATE"])
state = json.loads(file.read_text())
arguments, output, headers, method, body, url, token = sys.argv[1:], None, None, "GET", None, "", ""
while arguments:
    word = arguments.pop(0)
    if word == "--config":
        assert arguments.pop(0) == "-"
        token = re.fullmatch(r'header = "(.*)"\\n', sys.stdin.read())[1]
    elif word == "--output":
        output = arguments.pop(0)
    elif word == "--dump-header":
        headers = arguments.pop(0)
    elif word == "--request":
        method = arguments.pop(0)
    elif word == "--data-urlencode":
        name, _, value = arguments.pop(0).partition("@")
        assert name == "body"
        body = pathlib.Path(value).read_text()
    elif word not in ("--silent", "--show-error", "--fail"):
        assert not word.startswith("-"), word
        url = urlsplit(word)
state["calls"].append([token, url.path])
notes = "/api/v4/projects/3/merge_requests/12/notes"
if url.path == "/api/v4/projects/3":
    if not state["pages_access_level"]:
        sys.exit("curl: (22) The requested URL returned error: 401")
    answer = {"pages_access_level": state["pages_access_level"]}
elif method == "GET":
    assert url.path == notes
    query = parse_qs(url.query)
    size, page = int(query["per_page"][0]), int(query["page"][0])
    answer = state["comments"][(page - 1) * size : page * size]
    following = page + 1 if page * size < len(state["comments"]) else ""
    pathlib.Path(headers).write_bytes(f"HTTP/2 200\\r\\nx-next-page: {following}\\r\\nx-page: {page}\\r\\n".encode())
elif method == "POST":
    assert url.path == notes
    answer = {"id": 999, "body": body}
    state["comments"].append(answer)
else:
    assert method == "PUT"
    (answer,) = [one for one in state["comments"] if url.path == f"{notes}/{one['id']}"]
    answer["body"] = body
file.write_text(json.dumps(state))
text = json.dumps(answer)
pathlib.Path(output).write_text(text) if output else print(text)
'''
