//! Takes out of a page what is around its article: menus, captions, notices, boxes.
//!
//! Done before the main text is looked for, as that search keeps such boxes where an article
//! is short. Nothing goes that holds much of the page's text, whatever its class says.

use dom_query::{Document, NodeRef};

/// Elements and roles that never are the text.
const NEVER: &str = "style, template, svg, nav, button, select, textarea, figcaption, dialog, iframe, object, embed, \
    audio, video, noscript, [hidden], [aria-hidden=true], [role=navigation], [role=dialog], [role=alertdialog], \
    [role=menu], [role=search], [role=contentinfo], [role=complementary], amp-ad, amp-sidebar, amp-consent, \
    amp-embed, amp-social-share, amp-video, amp-iframe, [style*=\"display:none\"], [style*=\"display: none\"]";

/// Words of classes and ids that name a box beside the text.
const BOXES: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "adslot",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "caption",
    "captions",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "copyright",
    "credit",
    "credits",
    "disqus",
    "gdpr",
    "infobox",
    "menu",
    "mostread",
    "navigation",
    "newsletter",
    "outbrain",
    "paywall",
    "popular",
    "popup",
    "promo",
    "pullquote",
    "readmore",
    "recirc",
    "recirculation",
    "recommended",
    "related",
    "share",
    "sharing",
    "sidebar",
    "signup",
    "skip",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "taboola",
    "toolbar",
    "topics",
    "trending",
];

/// Elements that are no box, whatever their class.
const NO_BOXES: &[&str] =
    &["html", "body", "main", "article", "p", "em", "strong", "b", "i", "h1", "h2", "td", "tr"];

/// Takes out what is not the article.
pub(super) fn remove(page: &Document) {
    let Some(body) = page.body() else { return };
    let all = body.normalized_char_count();
    let mut left = LOOKS * all.max(1000);
    for node in page.select(NEVER).nodes() {
        remove_small(node, all, &mut left);
    }
    for node in page.select("[class], [id]").nodes() {
        if is_box(node) {
            remove_small(node, all, &mut left);
        }
    }
}

/// How often in all the text of the page is measured.
const LOOKS: usize = 50;

/// Takes a node out, but for one that holds a third of the text.
fn remove_small(node: &NodeRef<'_>, all: usize, left: &mut usize) {
    let name = node.node_name();
    if name.is_some_and(|name| matches!(&*name, "html" | "body" | "main")) || *left == 0 {
        return;
    }
    let own = node.normalized_char_count();
    *left = left.saturating_sub(own);
    if own * 3 < all || own < 200 {
        node.remove_from_parent();
    }
}

fn is_box(node: &NodeRef<'_>) -> bool {
    if node.node_name().is_none_or(|name| NO_BOXES.contains(&&*name)) {
        return false;
    }
    let named = |attribute: &str| {
        node.attr(attribute).is_some_and(|names| {
            names.len() < 500 && words(&names).iter().any(|word| BOXES.contains(&word.as_str()))
        })
    };
    named("class") || named("id")
}

/// The words of a name such as `RelatedStories` or `ad-slot_top`.
fn words(names: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before_small = false;
    for c in names.chars() {
        let new = !c.is_alphabetic() || (c.is_uppercase() && before_small);
        if new {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphabetic()) {
            word.extend(c.to_lowercase());
        }
        before_small = c.is_lowercase();
    }
    words
}
