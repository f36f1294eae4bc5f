"""IFEval's own checkers on texts made here and by hand, as lm-evaluation-harness carries them. Writes data/instructions.json,
and stops where a checker does not say what data/instructions-by-hand.json says.

pip install nltk langdetect immutabledict; pip download --no-deps lm-eval and unzip its lm_eval/tasks/ifeval; the Punkt
tables of NLTK are in the wheel of llama-index-core (_static/nltk_cache). Run with both on PYTHONPATH and NLTK_DATA.
That a text is English is not compared: the detector of languages is told to say so.
"""
import json, os, random
import langdetect

langdetect.detect = lambda text: "en"
from lm_eval.tasks.ifeval import instructions_registry, instructions_util

rng = random.Random(5)
SENTENCES = [
    "The harbour opens at six", "Dr. Lind waits for Mrs. Oak", "We paid 3.50 for tea, bread and jam", "Is anyone home",
    "Rain fell on the U.S. coast", "What a day", "They met at 5 p.m. on Monday", "STOP the NASA launch", "I don't know",
    "Ann's map is OLD", "She said \"go now\"", "My answer is yes", "My answer is no", "It cost 1,200 crowns", "Well-known and SELF-MADE",
    "See fig. 4 and page no. 7", "the mouse ran away", "Jan. 5 was cold", "P.S. bring salt", "p. p. s. and a lamp",
    "[name] lives in [town]", "*bold words* and **more of them**", "Visit www.site.org today", "COVID-19 spread in 2020", "Ice, snow; fog: all of it",
    "naïve café in Zürich", "The apple is an Apple", "U.S. ships left", "e.g. pears or plums", "Wait... there is more", "(He left early)", "A tale of the sea",
]
ENDS = [".", ".", ".", ".", "!", "?", "...", ".\"", "", ":", ";", "?!"]
JOINS = [" ", " ", " ", " ", "\n", "\n\n", "\n\n", "  ", " *** ", "\n***\n", "******", "\n* ", "\n- ", "\n** ", "\n1. ", "\nSECTION 1\n", " Section 2 ", "\nDay 3: "]
WRAPS = [("", "")] * 8 + [("\"", "\""), ("<<", ">>"), ("<<A title>>\n", ""), ("```json\n", "\n```"), (" \n", " \n"), ("***", "***"), ("******", "******"), ("", "P.S. More"), ("", "\n\nThat is all.")]
JSONS = ['{"a": 1}', '[1, 2,]', '```json\n{"a": "b, c"}\n```', '```\n[true]\n```', '{"a": NaN}', "{'a': 1}", '12', 'Here: {"a": 1}', '"text"', '```JSON\n{}\n```', '{"a":\n "b\nc"}']
STARS = ['* one\n* two\n- three', '- a\n\n- b', ' * x\n** y', '*a* b *c*', '** **', '**a** *b*', '* *', '***', 'a***b', '***a***b***', 'a***  ***b', 'a******a', 'a******b', '******a******b******', 'a******b******c', 'a******\n******b']
TITLES = ['<<a>>', '<< >>', '<<<b>>>', '<a>', '<<a\nb>>', 'x <<y>> z']
PARAGRAPHS = ['Send it.\n\n"Elm", he said\n\nlast', 'one\n\n\n\ntwo', "'It's\n\nElm. tree", '\n\nElm\n\nx', 'elm', 'a\n\nelm-tree', 'it, was']
CASES = ['ALL OF IT 12!', 'all of it 12!', '123', 'Ünder', 'ÜNDER', 'straße', 'ǅ', '“QUOTED”', "I'M HERE, DON'T GO", "U.S. AND U.K.", 'A/B TEST', "JOHN'S END."]


def sample():
    part = lambda: rng.choice(SENTENCES) + rng.choice(ENDS)
    text = part()
    for _ in range(rng.randrange(0, 9)):
        text += rng.choice(JOINS) + part()
    start, end = rng.choice(WRAPS)
    text = start + text + end
    return rng.choice([text] * 6 + [text.upper(), text.lower()])


def prose():
    joined = " ".join(rng.choice(SENTENCES) + rng.choice([".", ".", ".", "!", "?"]) for _ in range(rng.randrange(1, 8)))
    return joined


relation = lambda: rng.choice(["less than", "at least"])
ARGUMENTS = {
    "change_case:capital_word_frequency": lambda: {"capital_relation": relation(), "capital_frequency": rng.randrange(1, 9)},
    "change_case:english_capital": dict, "change_case:english_lowercase": dict,
    "combination:repeat_prompt": lambda: {"prompt_to_repeat": rng.choice(SENTENCES) + rng.choice(["", "."])},
    "combination:two_responses": dict,
    "detectable_content:number_placeholders": lambda: {"num_placeholders": rng.randrange(1, 4)},
    "detectable_content:postscript": lambda: {"postscript_marker": rng.choice(["P.S.", "P.P.S"])},
    "detectable_format:constrained_response": dict, "detectable_format:json_format": dict,
    "detectable_format:multiple_sections": lambda: {"section_spliter": rng.choice(["SECTION", "Section", "Day"]), "num_sections": rng.randrange(1, 4)},
    "detectable_format:number_bullet_lists": lambda: {"num_bullets": rng.randrange(1, 5)},
    "detectable_format:number_highlighted_sections": lambda: {"num_highlights": rng.randrange(1, 5)},
    "detectable_format:title": dict,
    "keywords:existence": lambda: {"keywords": rng.sample(["apple", "sea", "map", "more", "is", "answer"], 2)},
    "keywords:forbidden_words": lambda: {"forbidden_words": rng.sample(["apple", "cold", "ran", "Zürich", "is", "naïve", "ann"], 2)},
    "keywords:frequency": lambda: {"keyword": rng.choice(["is", "the", "apple", "of"]), "relation": relation(), "frequency": rng.randrange(1, 6)},
    "keywords:letter_frequency": lambda: {"letter": rng.choice("aeiqt"), "let_relation": relation(), "let_frequency": rng.randrange(1, 20)},
    "length_constraints:nth_paragraph_first_word": lambda: {"num_paragraphs": (n := rng.randrange(1, 5)), "nth_paragraph": rng.randrange(1, n + 1), "first_word": rng.choice(["the", "elm", "i", "it", "we"])},
    "length_constraints:number_paragraphs": lambda: {"num_paragraphs": rng.randrange(1, 4)},
    "length_constraints:number_sentences": lambda: {"relation": relation(), "num_sentences": rng.randrange(1, 9)},
    "length_constraints:number_words": lambda: {"relation": relation(), "num_words": rng.randrange(5, 50)},
    "punctuation:no_comma": dict,
    "startend:end_checker": lambda: {"end_phrase": rng.choice(["That is all.", "of the sea.", "Is anyone home?"])},
    "startend:quotation": dict,
}
MORE = {
    "change_case:capital_word_frequency": CASES, "change_case:english_capital": CASES, "change_case:english_lowercase": CASES,
    "detectable_format:json_format": JSONS, "detectable_format:number_bullet_lists": STARS, "combination:two_responses": STARS,
    "detectable_format:number_highlighted_sections": STARS, "length_constraints:number_paragraphs": STARS,
    "detectable_format:title": TITLES, "length_constraints:nth_paragraph_first_word": PARAGRAPHS,
}
SINGLE = 12

folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")


def met(id, given, text):
    checker = instructions_registry.INSTRUCTION_DICT[id](id)
    checker.build_description(**given)
    return bool(text.strip() and checker.check_following(text))


for case in json.load(open(os.path.join(folder, "instructions-by-hand.json"))):
    for kind in ("pass", "fail"):
        for text in case[kind]:
            assert met(case["id"], case["given"], text) == (kind == "pass"), (case["id"], kind, text)

cases = []
for id, arguments in ARGUMENTS.items():
    texts = [sample() for _ in range(SINGLE)] + [t for t in MORE.get(id, [])] + ([prose() for _ in range(80)] if id.endswith("number_sentences") else [])
    for text in texts:
        given = arguments()
        cases.append({"id": id, "given": given, "text": text, "met": met(id, given, text)})

# Counts themselves say more than a comparison with a bound.
counted = [(sample(), False) for _ in range(150)] + [(prose(), True) for _ in range(150)]
counts = [{"text": t, "prose": p, "sentences": instructions_util.count_sentences(t), "words": instructions_util.count_words(t)} for t, p in counted]
with open(os.path.join(folder, "instructions.json"), "w") as file:
    json.dump({"cases": cases, "counts": counts}, file, ensure_ascii=False, separators=(",", ":"))
    file.write("\n")
