//! How cells of a workbook look.

use crate::report::columns::Kind;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The looks of a workbook.
pub(super) struct Styles {
    pub(super) title: Format,
    pub(super) heading: Format,
    pub(super) label: Format,
    /// A text of several lines.
    pub(super) words: Format,
    pub(super) header: Format,
    pub(super) link: Format,
    /// By kind of column; then the same for speakers of whom too little was quoted.
    plain: [Format; 6],
    thin: [Format; 6],
}

const INK: Color = Color::RGB(0x001F_2937);
const GREY: Color = Color::RGB(0x006B_7280);
const PAPER: Color = Color::RGB(0x00E5_E7EB);

impl Styles {
    pub(super) fn new() -> Self {
        let of = |ink: Color| {
            ["", "#,##0", "0", "0.0", "0.000", "yyyy-mm-dd"].map(|number| {
                let format = Format::new().set_font_color(ink).set_align(FormatAlign::Top);
                if number.is_empty() { format } else { format.set_num_format(number) }
            })
        };
        let bold = || Format::new().set_bold().set_font_color(INK);
        Self {
            title: bold().set_font_size(18),
            heading: bold().set_font_size(13),
            label: bold().set_align(FormatAlign::Top).set_text_wrap(),
            words: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            header: bold().set_background_color(PAPER).set_border_bottom(FormatBorder::Thin),
            link: Format::new().set_hyperlink().set_align(FormatAlign::Top),
            plain: of(Color::Default),
            thin: of(GREY),
        }
    }

    /// The look of a cell.
    pub(super) fn of(&self, kind: Kind, thin: bool) -> &Format {
        let at = match kind {
            Kind::Text => 0,
            Kind::Count => 1,
            Kind::Place | Kind::Flag => 2,
            Kind::Rate => 3,
            Kind::Number => 4,
            Kind::Date => 5,
        };
        if thin { &self.thin[at] } else { &self.plain[at] }
    }
}
