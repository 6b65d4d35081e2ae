//! The sheet that answers at a glance who uses a category most, and how sure that is.

use super::style::Styles;
use super::text::visible;
use crate::report::columns::Kind;
use crate::report::leaders::Ranking;
use rust_xlsxwriter::{
    Chart, ChartErrorBars, ChartErrorBarsType, ChartFont, ChartFormat, ChartLine, ChartLineDashType,
    ChartPoint, ChartRange, ChartSolidFill, ChartType, Worksheet, XlsxError,
};

/// Name of the sheet.
pub(super) const NAME: &str = "Charts";
/// Columns of numbers; the picture stands to the right of them.
const HEADER: [&str; 9] =
    ["speaker", "per_1000", "low", "high", "below", "above", "hits", "words", "articles"];
/// Columns that a picture takes, and one before it.
const WIDE: u16 = 12;
/// Pictures on a printed page.
const ON_A_PAGE: usize = 3;
/// Rows that a picture takes.
const TALL: u32 = 17;

/// One picture for each category that anybody used, under what it says in words.
pub(super) fn sheet(rankings: &[Ranking], styles: &Styles) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(NAME)?.set_landscape().set_print_fit_to_pages(1, 0).set_screen_gridlines(false);
    sheet.set_column_width(0, 28)?;
    for column in 1..HEADER.len() as u16 {
        sheet.set_column_width(column, 10)?;
    }
    sheet.write_string_with_format(0, 0, "Hits per 1,000 quoted words", &styles.title)?;
    sheet.write_string(
        1,
        0,
        "A bar is a rate, the line across its end the 95 % interval by article. Where the lines of two \
         speakers overlap, their order is not sure. A white bar with a broken edge rests on too little to compare.",
    )?;
    let mut top = 3;
    let mut breaks = Vec::new();
    let used = rankings.iter().filter(|ranking| ranking.rows.iter().any(|row| row.hits > 0));
    for (at, ranking) in used.enumerate() {
        if at > 0 && at % ON_A_PAGE == 0 {
            breaks.push(top);
        }
        top = block(&mut sheet, ranking, styles, top)?;
    }
    // The pictures stand to the right of the last cell that holds anything, and below it.
    sheet.set_page_breaks(&breaks)?.set_print_area(0, 0, top, HEADER.len() as u16 + WIDE)?;
    if top == 3 {
        sheet.write_string(top, 0, "No category has a hit.")?;
    }
    Ok(sheet)
}

/// Writes the numbers of a picture and the picture; gives back where the next begins.
fn block(sheet: &mut Worksheet, ranking: &Ranking, styles: &Styles, top: u32) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(top, 0, &*visible(&ranking.title), &styles.heading)?;
    sheet.write_string(top + 1, 0, &*visible(&ranking.sentence()))?;
    for (at, name) in (0u16..).zip(HEADER) {
        sheet.write_string_with_format(top + 2, at, name, &styles.header)?;
    }
    let first = top + 3;
    for (row, ranked) in (first..).zip(&ranking.rows) {
        let name = format!("{}{}", visible(&ranked.speaker), if ranked.low_data { " ~" } else { "" });
        let (low, high) = ranked.interval;
        let name: String = name.chars().take(255).collect();
        sheet.write_string_with_format(row, 0, name, styles.of(Kind::Text, ranked.low_data))?;
        let rates = [ranked.per_1000, low, high, four(ranked.per_1000 - low), four(high - ranked.per_1000)];
        for (at, rate) in (1u16..).zip(rates) {
            sheet.write_number_with_format(row, at, rate, styles.of(Kind::Rate, ranked.low_data))?;
        }
        for (at, count) in (6u16..).zip([ranked.hits, ranked.words, ranked.articles]) {
            sheet.write_number_with_format(row, at, count as f64, styles.of(Kind::Count, ranked.low_data))?;
        }
    }
    let last = first + ranking.rows.len() as u32 - 1;
    let thin = ranking.rows.iter().any(|row| row.low_data).then(|| "~ too little to compare".into());
    for (row, note) in (last + 1..).zip(thin.into_iter().chain(ranking.shown())) {
        sheet.write_string(row, 0, note)?;
    }
    sheet.insert_chart(top + 2, HEADER.len() as u16 + 1, &chart(ranking, first, last))?;
    Ok(top + TALL + 3)
}

fn chart(ranking: &Ranking, first: u32, last: u32) -> Chart {
    let range = |column: u16| ChartRange::new_from_range(NAME, first, column, last, column);
    let mut line = ChartLine::new();
    line.set_color("#1F2937").set_width(1.25);
    let mut errors = ChartErrorBars::new();
    errors.set_type(ChartErrorBarsType::Custom(range(5), range(4))).set_format(&mut line);
    let mut fill = ChartSolidFill::new();
    let mut format = ChartFormat::new();
    format.set_solid_fill(fill.set_color("#9CC3E6"));
    let mut font = ChartFont::new();
    font.set_size(11);
    let mut chart = Chart::new(ChartType::Bar);
    chart
        .add_series()
        .set_name("per 1,000 words")
        .set_categories(&range(0))
        .set_values(&range(1))
        .set_format(&mut format)
        .set_gap(60)
        .set_points(&points(ranking))
        .set_x_error_bars(&errors);
    // It begins with our words: behind a = it would be taken for a reference.
    let title = format!("Hits per 1,000 words, with 95 % intervals: {}", visible(&ranking.title));
    chart.title().set_name(&title).set_font(&font);
    chart.legend().set_hidden();
    // Names run down the side, the first of the list at the top.
    chart.y_axis().set_reverse();
    chart.x_axis().set_min(0).set_num_format("General");
    if ranking.enough {
        // Else the longest line would leave the picture, and look shorter than it is.
        let most = ranking.rows.iter().map(|row| row.interval.1).fold(0.0, f64::max);
        chart.x_axis().set_max(round_above(most));
    }
    chart.set_width(680).set_height(340);
    chart.set_alt_text(ranking.sentence().chars().take(240).collect::<String>());
    chart
}

/// Bars of speakers of whom too little was quoted are pale with an outline, and never look like
/// the others.
fn points(ranking: &Ranking) -> Vec<ChartPoint> {
    let point = |low_data: bool| {
        if !low_data {
            return ChartPoint::default();
        }
        let (mut fill, mut line) = (ChartSolidFill::new(), ChartLine::new());
        fill.set_color("#FFFFFF");
        line.set_color("#8A8F98").set_width(0.75).set_dash_type(ChartLineDashType::Dash);
        ChartPoint::new().set_format(ChartFormat::new().set_solid_fill(&fill).set_border(&line))
    };
    ranking.rows.iter().map(|row| point(row.low_data)).collect()
}

/// The next of 1, 2, 5, 10, 20 and so on, in tenths of which an axis is divided well.
fn round_above(value: f64) -> f64 {
    let power = 10_f64.powf(value.max(0.1).log10().floor());
    let steps = [1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];
    steps.into_iter().map(|step| step * power).find(|&end| end >= value).unwrap_or(value)
}

fn four(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}
