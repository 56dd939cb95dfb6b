use super::dump;

fn line(text: &str) -> String {
    dump("ar", text).trim_start_matches("p: ").trim_end().to_owned()
}

#[test]
fn emphasis_opens_after_a_proclitic_and_closes_before_a_word() {
    let text = "ال**هجرة** و[التنمية](https://example.org/t) و**«الحكامة المحلية»**";
    assert_eq!(line(text), "ال<b هجرة> و<a https://example.org/t التنمية> و<b «الحكامة المحلية»>");
    assert_eq!(line("ل*(نص)* **تنبيه:**هذا"), "ل<em (نص)> <b تنبيه:>هذا");
    assert_eq!(line("**كلمة**«نص» **أ** و**«ب»**، و~~«ج»~~"), "<b كلمة>«نص» <b أ> و<b «ب»>، و<s «ج»>");
    assert_eq!(line("و***«كلاهما»*** و_«نص»_"), "و<em <b «كلاهما»>> و<em «نص»>");
}

#[test]
fn what_is_no_emphasis_stays_as_typed() {
    assert_eq!(line("`و**«نص»**` و\\**«نص»"), "`و**«نص»**` و**«نص»");
}

#[test]
fn digits_and_letters_open_lists() {
    assert_eq!(dump("ar", "١. أول\n٢. ثان\n"), "ol 1 Decimal\n  li\n    p: أول\n  li\n    p: ثان\n");
    assert_eq!(dump("ar", "١٢) أول\n"), "ol 12 Decimal\n  li\n    p: أول\n");
    assert_eq!(
        dump("ar", "أ. أول\n\n   تابع\nب. ثان\nج. ثالث\n"),
        "ol 1 Abjad loose\n  li\n    p: أول\n    p: تابع\n  li\n    p: ثان\n  li\n    p: ثالث\n"
    );
    assert_eq!(dump("ar", "أ) x\nب) y\nت) z\n"), "ol 1 Hijai\n  li\n    p: x\n  li\n    p: y\n  li\n    p: z\n");
    assert_eq!(dump("ar", "د. أحمد\nهـ. سلمى\n"), "ol 4 Abjad\n  li\n    p: أحمد\n  li\n    p: سلمى\n");
}

#[test]
fn doctors_and_years_open_no_list() {
    assert_eq!(line("قال\nد. أحمد ذلك."), "قال~د. أحمد ذلك.");
    assert_eq!(dump("ar-EG", "كان في عام\n٢٠١٥. ثم مضى."), "p: كان في عام~٢٠١٥. ثم مضى.\n");
    assert_eq!(dump("ar", "- 5\n\n```\n١. x\n```\n"), "ul\n  li\n    p: 5\ncode -: \"١. x\"\n");
}

#[test]
fn twelve_items_keep_their_numbers() {
    let digits = ["٤", "٥", "٦", "٧", "٨", "٩", "١٠", "١١", "١٢", "١٣", "١٤", "١٥"];
    let text: String = digits.iter().map(|digit| format!("{digit}. بند\n")).collect();
    let found = dump("ar", &text);
    assert!(found.starts_with("ol 4 Decimal\n"), "{found}");
    assert_eq!(found.matches("li\n").count(), 12);
}
