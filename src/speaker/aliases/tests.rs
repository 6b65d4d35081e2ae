use crate::speaker::check;

#[test]
fn a_description_with_a_complement_is_the_name_behind_its_comma() {
    check(
        "The leader of the Ferry League, Jonas Grun, warned that it was “contrary to our values.”",
        "Jonas Grun",
    );
    check("One cook supporting Mr. Ekman, Dan Whit of Ost, said: “Find your place and sit.”", "Dan Whit");
    check("One of the port's top pilots, Mia Sax, testified that “none of the boats” had left.", "Mia Sax");
    check("Borland's chief human resources officer, Lea Benk, said: “It is late for that.”", "Lea Benk");
    check("The Bishop of Wenn, the Right Rev Mia Castle, said: “It is late for that.”", "Mia Castle");
}

#[test]
fn a_body_is_known_by_its_apposition_and_by_what_it_is_later() {
    check("“It matters, but not to us,” Sinhai, the state news agency, wrote.", "Sinhai");
    check(
        "Ost Boat Group said it was sorry. “Our aim is the sea,” the organization wrote.",
        "Ost Boat Group",
    );
    check("The Port Committee met. “It is late for that,” the committee said.", "Port Committee");
    // What stands in front of the clause is no apposition, and no speaker.
    check("In a note to the agency, Lena Ri, a cook, said it was late. “Go home,” Ri said.", "Lena Ri");
    check(
        "Boat Union declined to speak. In a short statement, it said: “We are proud of that.”",
        "Boat Union",
    );
}

#[test]
fn what_speaks_behind_a_comma_is_in_no_apposition() {
    check("Asked about Meradin, the Karsovian leader replied: “It is late.”", "the Karsovian leader");
    check(
        "President Goran Vek of Karsovia met Jan Ek of Meradin. “It is late,” the Karsovian leader said.",
        "Goran Vek",
    );
    check("Asked about Jan Ek, the mayor said: “It is late.”", "the mayor");
    check("Jan Ek, the mayor of Ost, said: “It is late.”", "Jan Ek");
}

#[test]
fn who_is_the_one_whom_a_place_completes() {
    check("Sen. Marc Rubin of Zanborn, who mused that she was “unfit to command,” left.", "Marc Rubin");
}

#[test]
fn one_role_is_not_another_with_a_word_before_it() {
    check(
        "Prime Minister Rik Sunder called a vote. “We will fight for it,” the opposition leader said.",
        "the opposition leader",
    );
    check(
        "Prime Minister Tom Brand spoke. “We will fight for it,” the former prime minister said.",
        "the former prime minister",
    );
}

#[test]
fn a_senator_of_a_place_is_the_senator_who_was_named_last() {
    check(
        "Sen. Ted Crane came late. “That would be a disaster for us,” the Norland senator said.",
        "Ted Crane",
    );
    check(
        "Sen. Ted Crane came late with Jan Ek. “That would be a disaster,” the Norland senator said.",
        "the Norland senator",
    );
}

#[test]
fn a_husband_in_apposition_is_the_husband_later() {
    check(
        "Wendy Arbel and her husband, Peter Orth, stayed. “It went black at three,” her husband said.",
        "Peter Orth",
    );
}
