"""Chat templates rendered by transformers (jinja2), for the cases in tests/oracle/template.test.ts.

With the path of a SmolLM2 GGUF the first template is read from it; the others are written here in the manner of
Llama-3, Qwen and Llama-2 files. Writes data/template.json.
Run: python tests/oracle/template.py smollm2.gguf (needs transformers, gguf).
"""
import json
import sys
from pathlib import Path

from gguf import GGUFReader
from transformers.utils.chat_template_utils import render_jinja_template

LLAMA3 = """{{- bos_token }}
{%- if not date_string is defined %}
    {%- if strftime_now is defined %}
        {%- set date_string = strftime_now("%d %b %Y") %}
    {%- else %}
        {%- set date_string = "26 Jul 2024" %}
    {%- endif %}
{%- endif %}
{#- The system text may come first. #}
{%- if messages[0]['role'] == 'system' %}
    {%- set system_message = messages[0]['content']|trim %}
    {%- set messages = messages[1:] %}
{%- else %}
    {%- set system_message = "" %}
{%- endif %}
{{- "<|start_header_id|>system<|end_header_id|>\\n\\n" }}
{{- "Today: " + date_string + "\\n\\n" }}
{{- system_message }}
{{- "<|eot_id|>" }}
{%- for message in messages %}
    {{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n' + message['content'] | trim + '<|eot_id|>' }}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}
{%- endif %}
"""
QWEN = """{%- if tools %}
    {{- '<|im_start|>system\\nTools are offered.<|im_end|>\\n' }}
{%- else %}
    {%- if messages[0].role == 'system' %}
        {{- '<|im_start|>system\\n' + messages[0].content + '<|im_end|>\\n' }}
    {%- endif %}
{%- endif %}
{%- set ns = namespace(last=messages|length - 1, seen=0) %}
{%- for message in messages[::-1] %}
    {%- if message.role == "user" and ns.seen == 0 %}
        {%- set ns.seen = 1 %}
        {%- set ns.last = (messages|length - 1) - loop.index0 %}
    {%- endif %}
{%- endfor %}
{%- for message in messages %}
    {%- if (message.role == "user") or (message.role == "system" and not loop.first) %}
        {{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>' + '\\n' }}
    {%- elif message.role == "assistant" %}
        {%- set content = message.content %}
        {%- if '</think>' in content %}
            {%- set content = content.split('</think>')[-1].lstrip('\\n') %}
        {%- endif %}
        {%- if loop.index0 > ns.last and loop.last %}
            {{- '<|im_start|>' + message.role + '\\n<think>\\n\\n</think>\\n\\n' + content }}
        {%- else %}
            {{- '<|im_start|>' + message.role + '\\n' + content }}
        {%- endif %}
        {{- '<|im_end|>\\n' }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\\n' }}
    {%- if enable_thinking is defined and enable_thinking is false %}
        {{- '<think>\\n\\n</think>\\n\\n' }}
    {%- endif %}
{%- endif %}
"""
LLAMA2 = """{% if messages[0]['role'] == 'system' %}{% set loop_messages = messages[1:] %}{% set system = messages[0]['content'] %}{% else %}{% set loop_messages = messages %}{% set system = false %}{% endif %}{% for message in loop_messages %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('Roles must take turns.') }}{% endif %}{% if loop.index0 == 0 and system != false %}{% set content = '<<SYS>>\\n' + system + '\\n<</SYS>>\\n\\n' + message['content'] %}{% else %}{% set content = message['content'] %}{% endif %}{% if message['role'] == 'user' %}{{ bos_token + '[INST] ' + content.strip() + ' [/INST]' }}{% elif message['role'] == 'assistant' %}{{ ' ' + content.strip() + ' ' + eos_token }}{% endif %}{% endfor %}"""

SYSTEM = {"role": "system", "content": " You are terse.\n"}
USER = {"role": "user", "content": "How many eggs are in 4 boxes of 6?\n  Think “hard”: <b>ünï</b> & 'so' on.  "}
ASSISTANT = {"role": "assistant", "content": "<think>\n4 × 6\n</think>\n\n24 eggs.  "}
AGAIN = {"role": "user", "content": "Sure? {{ 1 + 1 }} {% raw %}"}
CONVERSATIONS = [[USER], [SYSTEM, USER], [USER, ASSISTANT, AGAIN], [SYSTEM, USER, ASSISTANT, AGAIN], [SYSTEM, USER, ASSISTANT, AGAIN, ASSISTANT, USER]]

smollm2 = GGUFReader(sys.argv[1]).fields["tokenizer.chat_template"].contents()
cases = []
for name, template, bos, eos in [
    ("SmolLM2", smollm2, "<|im_start|>", "<|im_end|>"),
    ("Llama-3 style", LLAMA3, "<|begin_of_text|>", "<|eot_id|>"),
    ("Qwen style", QWEN, "", "<|im_end|>"),
    ("Llama-2 style", LLAMA2, "<s>", "</s>"),
]:
    rendered, _ = render_jinja_template(
        conversations=CONVERSATIONS, chat_template=template, add_generation_prompt=True,
        bos_token=bos, eos_token=eos, date_string="26 Jul 2024",
    )
    cases.append({"name": name, "template": template, "bos": bos, "eos": eos, "rendered": rendered})

out = {"conversations": CONVERSATIONS, "cases": cases}
path = Path(__file__).parent / "data" / "template.json"
path.write_text(json.dumps(out, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
