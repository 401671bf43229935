use std::io::Write;
use std::path::Path;
use std::process::Command;

use sayso_train::polnear::{self, Roles};
use sayso_train::score::{clean, score};

fn roles(source: &[(usize, usize)], cue: &[(usize, usize)], content: &[(usize, usize)]) -> Roles {
    Roles { source: source.to_vec(), cue: cue.to_vec(), content: content.to_vec() }
}

#[test]
fn spans_are_trimmed_and_joined_over_white_space() {
    let text: Vec<char> = "a  b c".chars().collect();
    let cleaned = clean(&text, &[roles(&[(0, 3), (3, 4)], &[(4, 5)], &[(5, 9)])]);
    assert_eq!(cleaned, [roles(&[(0, 4)], &[], &[])]);
}

#[test]
fn a_pair_links_once_and_needs_half_of_the_content() {
    let gold = [roles(&[(0, 2)], &[(3, 5)], &[(6, 16)])];
    let near = roles(&[(1, 2)], &[(4, 6)], &[(6, 11)]);
    let far = roles(&[(1, 2)], &[(4, 6)], &[(6, 10)]);
    assert_eq!(score(&gold, &[near.clone(), gold[0].clone()]).pairs, [(0, 1)]);
    assert_eq!(score(&gold, &[near]).pairs, [(0, 0)]);
    assert!(score(&gold, &[far]).pairs.is_empty());
}

/// Distorts the gold of dev in a fixed manner and holds our figures against the shared scorer's.
#[test]
fn the_scorer_equals_the_shared_one() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let dev = shared.join("data/polnear/dev.jsonl.gz");
    let tools = shared.join("tools");
    let python = Command::new("python3").arg("--version").output();
    if python.is_err() || !dev.exists() || !tools.join("score_attribution.py").exists() {
        println!("SKIPPED the oracle of the scorer: python3 or the shared data not found");
        return;
    }
    let articles = polnear::primary(polnear::read(&dev).unwrap());
    let folder = std::env::temp_dir().join(format!("sayso-score-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("predicted.jsonl");
    let mut file = std::fs::File::create(&path).unwrap();
    let mut sum = sayso_train::score::Counts::default();
    for article in &articles {
        let text: Vec<char> = article.text.chars().collect();
        let mut predicted: Vec<Roles> = Vec::new();
        for (i, gold) in article.attributions.iter().enumerate() {
            let mut copy = gold.clone();
            match i % 5 {
                0 => copy.source.clear(),
                1 => copy.content.iter_mut().for_each(|span| span.0 += (span.1 - span.0) / 3),
                2 => copy.cue.iter_mut().for_each(|span| span.1 += 4),
                3 => copy.content.truncate(1),
                _ => {}
            }
            if i % 7 != 6 {
                predicted.push(copy);
            }
        }
        let line = serde_json::json!({
            "id": article.id,
            "attributions": predicted
                .iter()
                .map(|r| serde_json::json!({"source": r.source, "cue": r.cue, "content": r.content}))
                .collect::<Vec<_>>(),
        });
        writeln!(file, "{line}").unwrap();
        let scored = score(&clean(&text, &article.attributions), &clean(&text, &predicted));
        for (total, count) in sum.iter_mut().zip(scored.counts) {
            total.add(count);
        }
    }
    drop(file);
    let script = "import sys; sys.path.insert(0, sys.argv[1]); sys.dont_write_bytecode = True\n\
        import score_attribution as s\n\
        gold = list(s.lines(sys.argv[2])); n = {}\n\
        for d in gold: n[d['id']] = n.get(d['id'], 0) + 1\n\
        pred = {d['id']: d for d in s.lines(sys.argv[3])}\n\
        c = [s.doc_counts(s.clean(d['text'], d['attributions'], d['id'], 'g', []),\n\
             s.clean(d['text'], pred[d['id']]['attributions'], d['id'], 'p', [])) for d in gold if n[d['id']] == 1]\n\
        keys = [(m, r) for m in ('exact', 'chars') for r in s.ROLES] + [('linked', 'all'), ('whole', 'all')]\n\
        t = s.total(c, keys)\n\
        print(' '.join('%.4f' % v for k in keys for v in t[k][:3]))";
    let output = Command::new("python3")
        .args(["-B", "-c", script])
        .args([&tools, &dev, &path])
        .output()
        .unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let theirs = String::from_utf8(output.stdout).unwrap();
    let ours: Vec<String> =
        sum.iter().flat_map(|count| count.percent()).map(|f| format!("{f:.4}")).collect();
    assert_eq!(ours.join(" "), theirs.trim());
}
