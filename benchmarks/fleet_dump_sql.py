"""The SQL that makes the rows of a dump out of their numbers.

Chance is a hash of the row's number, a word for what is drawn and the seed. The variables are set
by `benchmarks/fleet_dump.py`.
"""

MACROS = """
CREATE MACRO draw(i, what) AS hash(i, what, getvariable('seed'));
CREATE MACRO below(i, what, bound) AS (draw(i, what) % bound)::BIGINT;
CREATE MACRO chance(i, what) AS below(i, what, 1000000) / 1000000.0;
CREATE MACRO of_list(i, what, list) AS list[1 + below(i, what, len(list))];
CREATE MACRO owner_of(i) AS
    left(md5('owner' || floor(chance(i, 'owner') ** 2.5 * getvariable('rows') / 6)::BIGINT), 11);
CREATE MACRO id_of(i) AS owner_of(i) || '/' || of_list(i, 'family', getvariable('families'))
    || '-' || of_list(i, 'size', ['1B', '3B', '7B', '8B', '70B', 'base', 'large'])
    || of_list(i, 'kind', ['', '-GGUF', '-Instruct', '-lora', '-ft', '-4bit', '-merge'])
    || '-' || i;
CREATE MACRO quoted(texts) AS '["' || array_to_string(texts, '","') || '"]';
CREATE MACRO text_of(i, k) AS
    substr(of_list(i, k, getvariable('texts')), 1 + below(i, k + 1, 90));
CREATE MACRO widget_of(i) AS ',"widget":[' || array_to_string(list_transform(
    range(3 + below(i, 'widgets', 5)), lambda k: '{"source_sentence":"' || text_of(i, 9 * k)
    || '","sentences":["' || text_of(i, 9 * k + 2) || '","' || text_of(i, 9 * k + 4) || '","'
    || text_of(i, 9 * k + 6) || '"]}'), ',') || ']';
CREATE MACRO result_of(i, k) AS '{"task":{"type":"Retrieval","name":"Retrieval"},"dataset":{'
    || '"name":"MTEB ' || of_list(i, k, getvariable('families')) || '","type":"mteb/'
    || below(i, k, 97) || '","config":"default","split":"test","revision":"'
    || md5('' || draw(i, k)) || '"},"metrics":[{"type":"map_at_1","value":' || chance(i, k) * 100
    || ',"verified":false},{"type":"ndcg_at_10","value":' || chance(i, k + 1) * 100
    || '},{"type":"recall_at_100","value":' || chance(i, k + 2) * 100 || '}]}';
CREATE MACRO results_of(i, count) AS ',"model-index":[{"name":"' || id_of(i) || '","results":['
    || array_to_string(list_transform(range(count), lambda k: result_of(i, 3 * k)), ',') || ']}]';
"""

_PARENTS = """
SELECT i, CASE
    WHEN i % 5000 BETWEEN 1 AND 14 OR i % 50000 BETWEEN 20001 AND 20040 THEN [i - 1]
    WHEN i % 2000 = 501 THEN [i + 1]
    WHEN i % 2000 IN (502, 512, 513) THEN [i - 1]
    WHEN i % 2000 = 511 THEN [i + 2]
    WHEN i % 4000 = 601 THEN [i]
    WHEN i < 20 OR chance(i, 'child') > 0.581 THEN []
    ELSE list_transform(range(CASE WHEN chance(i, 'merge') < 0.065
            THEN 2 + below(i, 'parents', 3) ELSE 1 END),
        lambda k: floor(chance(i, 100 + k) ** 4 * i)::BIGINT)
    END AS parents,
    draw(i, 'license') % 1000 AS licensed,
    draw(i, 'card') % 1000 AS carded,
    draw(i, 'long') % 1000 AS long
FROM numbers
"""

_DRAWN = f"""
SELECT i, id_of(i) AS id, long,
    list_transform(list_distinct(parents), lambda p: CASE WHEN (hash(p, i) % 100)::BIGINT < 3
        THEN 'gone-' || left(md5('' || p), 9) || '/model-' || i ELSE id_of(p) END) AS bases,
    CASE WHEN licensed < 575 THEN of_list(i, 'tag', getvariable('licenses')) END AS license,
    CASE WHEN licensed BETWEEN 575 AND 579 THEN of_list(i, 'two', getvariable('licenses')) END
        AS second,
    licensed < 580 OR len(parents) > 0 OR carded < 350 AS has_card,
    CASE WHEN len(parents) > 1 THEN 'merge'
        ELSE of_list(i, 'relation', getvariable('relations')) END AS relation,
    CASE WHEN chance(i, 'data') < 0.15 THEN list_transform(range(1 + below(i, 'sets', 3)),
        lambda k: left(md5('d' || floor(chance(i, k) ** 4 * 20000)), 8) || '/data-' || k)
        ELSE [] END AS datasets,
    of_list(i, 'task', getvariable('tasks')) AS task,
    of_list(i, 'library', getvariable('libraries')) AS library,
    of_list(i, 'language', getvariable('languages')) AS language
FROM ({_PARENTS})
"""  # noqa: S608

_CARD = """
'{"library_name":"' || library || '"'
    || CASE WHEN license = 'other' THEN ',"license":"other","license_name":"'
        || of_list(i, 'name', getvariable('names_of_other')) || '","license_link":"LICENSE"'
        WHEN license IS NOT NULL THEN ',"license":"' || license || '"'
        WHEN second IS NOT NULL THEN ',"license":' || quoted([second, 'mit']) ELSE '' END
    || ',"language":' || CASE WHEN i % 3 = 0 THEN '"' || language || '"'
        ELSE quoted([language]) END
    || CASE WHEN len(datasets) > 0 THEN ',"datasets":' || quoted(datasets) ELSE '' END
    || CASE WHEN len(bases) = 0 THEN ''
        WHEN len(bases) = 1 AND i % 4 > 0 THEN ',"base_model":"' || bases[1] || '"'
        ELSE ',"base_model":' || quoted(bases) END
    || CASE WHEN len(bases) > 0 AND i % 20 = 0 THEN ',"base_model_relation":"' || relation || '"'
        ELSE '' END
    || ',"tags":' || quoted(list_transform(range(1 + below(i, 'tags', 8)),
        lambda k: of_list(i, k, getvariable('tasks')) || '-' || below(i, k + 50, 400)))
    || ',"pipeline_tag":"' || task || '","metrics":["accuracy","f1"]'
    || CASE WHEN long < 45 THEN widget_of(i)
        WHEN long < 49 THEN results_of(i, 80 + below(i, 'many', 120))
        WHEN long < 165 THEN results_of(i, 1 + below(i, 'few', 3))
        WHEN long < 325 THEN ',"widget":[{"text":"' || text_of(i, 1) || '"}]' ELSE '' END
    || '}'
"""

_COLUMNS = """
SELECT id, split_part(id, '/', 1) AS author,
    TIMESTAMP '2022-03-02' + to_seconds(i * 120000000 // getvariable('rows')) AS createdAt,
    TIMESTAMP '2026-01-01' + to_seconds(below(i, 'modified', 23000000)) AS lastModified,
    CASE WHEN i % 5000 = 2500 THEN left(card, 60) ELSE card END AS cardData,
    floor(20 / (chance(i, 'downloads') ** 2 + 1e-6))::BIGINT AS downloads,
    floor(90 / (chance(i, 'downloads') ** 2 + 1e-6))::BIGINT AS downloadsAllTime,
    floor(0.3 / (chance(i, 'likes') + 1e-5))::BIGINT AS likes,
    below(i, 'trend', 20) // 19 AS trendingScore,
    [library, 'safetensors', task, language]
        || CASE WHEN license IS NULL THEN [] ELSE ['license:' || license] END
        || list_transform(datasets, lambda d: 'dataset:' || d)
        || list_transform(bases, lambda b: 'base_model:' || b)
        || list_transform(bases, lambda b: 'base_model:' || relation || ':' || b)
        || CASE WHEN i % 9 = 0 THEN ['arxiv:2' || (100 + i % 500) || '.' || (10000 + i % 19997)]
            ELSE [] END
        || ['endpoints_compatible', 'region:us'] AS tags,
    task AS pipeline_tag, library AS library_name,
    CASE WHEN len(bases) > 0 AND NOT starts_with(bases[1], 'gone-') THEN struct_pack(
        relation := relation, models := list_transform(bases, lambda b: struct_pack(
            _id := left(md5(b), 24), id := b))) END AS baseModels,
    list_transform(['.gitattributes']
        || CASE WHEN has_card THEN ['README.md'] ELSE [] END
        || CASE WHEN below(i, 'file', 100) < 6
            THEN [of_list(i, 'license file', getvariable('license_files'))] ELSE [] END
        || ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'special_tokens_map.json']
        || list_transform(range(1 + floor(0.5 / (chance(i, 'shards') + 0.02))::BIGINT),
            lambda k: 'model-' || lpad('' || (k + 1), 5, '0') || '.safetensors')
        || CASE WHEN i % 4 = 1 THEN list_transform(range(1 + below(i, 'runs', 3)),
            lambda k: 'runs/Mar' || k || '/events.out.tfevents.17' || below(i, k, 100000000)
            || '.' || left(md5('' || i), 8) || '.0') ELSE [] END
        || CASE WHEN i % 7 = 2 THEN list_transform(['Q4_K_M', 'Q5_K_M', 'Q8_0'],
            lambda k: split_part(id, '/', 2) || '.' || k || '.gguf') ELSE [] END
        || CASE WHEN i % 50 = 0 THEN list_transform(range(120),
            lambda k: 'checkpoint-' || 500 * k || '/trainer_state.json') ELSE [] END,
        lambda f: struct_pack(rfilename := f)) AS siblings,
    CASE WHEN i % 10 < 7 THEN '{"architectures":["' || of_list(i, 'family', getvariable('families'))
        || 'ForCausalLM"],"model_type":"' || lower(of_list(i, 'family', getvariable('families')))
        || '","tokenizer_config":{"bos_token":"<s>","eos_token":"</s>","chat_template":"'
        || CASE WHEN i % 10 = 0 THEN text_of(i, 5) ELSE '' END || '"}}' END AS config,
    CASE WHEN i % 10 < 5 THEN struct_pack(
        parameters := struct_pack(BF16 := below(i, 'weights', 70000000000), F32 := NULL::BIGINT),
        total := below(i, 'weights', 70000000000)) END AS safetensors,
    CASE WHEN library = 'gguf' THEN struct_pack(total := below(i, 'weights', 70000000000),
        architecture := 'llama', context_length := 8192) END AS gguf
FROM carded
"""

ROWS = f"""
WITH drawn AS ({_DRAWN}), carded AS (SELECT *, CASE WHEN has_card THEN {_CARD} END AS card
    FROM drawn)
{_COLUMNS}
"""  # noqa: S608
