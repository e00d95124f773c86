"""The schema that `config schema` prints is one, takes what the README shows and refuses what the gateway refuses."""

import json
import pathlib
import re
import subprocess

import jsonschema
import pytest
import yaml

import servers

ROOT = pathlib.Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def validator():
    schema = json.loads(subprocess.check_output([servers.BINARY, "config", "schema"]))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_example_of_the_readme_is_valid_for_the_schema_and_for_the_gateway(validator, tmp_path):
    example = re.search(r"^```yaml\n(.*?)^```", (ROOT / "README.md").read_text(), re.M | re.S)[1]
    validator.validate(yaml.safe_load(example))
    (tmp_path / "key").write_text("sk-ant-1")
    (tmp_path / "gateway.yaml").write_text(example.replace("/run/secrets/anthropic", "key"))
    environment = {"APP_KEY": "sk-test-0123456789abcdef", "OPENAI_API_KEY": "sk-1"}
    checked = subprocess.run(
        [servers.BINARY, "config", "check"], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    assert checked.stdout == "gateway.yaml is valid: 4 providers, 1 model, 1 key.\n"


@pytest.mark.parametrize("text", [
    "server: { port: 9000, header_timeout: 10s, max_body: 32MiB }",
    "server: { port: '${PORT}' }",
    "prices: [ { model: a/b, input_usd: '0.10', output_usd: 0.4 } ]",
    "mock: false",
])
def test_good_settings_are_valid(validator, text):
    validator.validate(yaml.safe_load(text))


@pytest.mark.parametrize("text", [
    "modles: []", "server: { port: 65536 }", "server: { port: x }", "server: { max_body: much }", "mock: maybe",
    "providers: [ { kind: openai } ]", "providers: [ { id: a, kind: opnai } ]", "log: { level: loud }",
    "timeouts: { idle: soon }", "models: [ { name: smart } ]", "cache: {}", "prices: [ { model: a/b, input_usd: x } ]",
])
def test_bad_settings_are_invalid(validator, text):
    with pytest.raises(jsonschema.ValidationError):
        validator.validate(yaml.safe_load(text))
