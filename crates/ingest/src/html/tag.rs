//! Element names as a small closed set: every name the room treats specially, and one for the rest.

macro_rules! tags {
    ($($tag:ident = $name:literal,)+) => {
        /// An element's name.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub(crate) enum Tag {
            $(#[doc = stringify!($name)] $tag,)+
            /// Any other name: custom elements, old ones.
            Other,
        }

        /// Number of tags.
        pub(crate) const TAGS: usize = Tag::Other as usize + 1;

        impl Tag {
            /// The tag of a lower-case name.
            fn of_lower(name: &[u8]) -> Self {
                match name {
                    $($name => Self::$tag,)+
                    _ => Self::Other,
                }
            }
        }
    };
}

tags! {
    Div = b"div", A = b"a", Span = b"span", P = b"p", Li = b"li", Script = b"script", Img = b"img",
    Ul = b"ul", I = b"i", Meta = b"meta", Link = b"link", Path = b"path", Svg = b"svg",
    Section = b"section", Figure = b"figure", Button = b"button", B = b"b", Em = b"em",
    Strong = b"strong", Br = b"br", Input = b"input", H1 = b"h1", H2 = b"h2", H3 = b"h3", H4 = b"h4",
    H5 = b"h5", H6 = b"h6", Article = b"article", Aside = b"aside", Header = b"header",
    Footer = b"footer", Nav = b"nav", Main = b"main", Style = b"style", Noscript = b"noscript",
    Time = b"time", Label = b"label", Form = b"form", Iframe = b"iframe", Source = b"source",
    Picture = b"picture", Option = b"option", Select = b"select", Td = b"td", Tr = b"tr", Th = b"th",
    Table = b"table", Tbody = b"tbody", Thead = b"thead", Tfoot = b"tfoot", Caption = b"caption",
    Blockquote = b"blockquote", Figcaption = b"figcaption", Hr = b"hr", Ol = b"ol", Dl = b"dl",
    Dt = b"dt", Dd = b"dd", Pre = b"pre", Address = b"address", Details = b"details",
    Summary = b"summary", Fieldset = b"fieldset", Legend = b"legend", Textarea = b"textarea",
    Title = b"title", Head = b"head", Body = b"body", Html = b"html", Base = b"base",
    Template = b"template", Object = b"object", Embed = b"embed", Param = b"param", Video = b"video",
    Audio = b"audio", Track = b"track", Canvas = b"canvas", Map = b"map", Area = b"area", Col = b"col",
    Colgroup = b"colgroup", Center = b"center", U = b"u", S = b"s", Small = b"small", Big = b"big",
    Sub = b"sub", Sup = b"sup", Font = b"font", Code = b"code", Tt = b"tt", Strike = b"strike",
    Nobr = b"nobr", Q = b"q", Cite = b"cite", Wbr = b"wbr", Dir = b"dir", Menu = b"menu",
    Hgroup = b"hgroup", Dialog = b"dialog", Search = b"search", Xmp = b"xmp", Noembed = b"noembed",
    Noframes = b"noframes", Plaintext = b"plaintext", Frameset = b"frameset", Frame = b"frame",
    Optgroup = b"optgroup", Math = b"math", Listing = b"listing", Del = b"del", Ins = b"ins",
    Mark = b"mark", Abbr = b"abbr", Progress = b"progress", Meter = b"meter", Output = b"output",
    Datalist = b"datalist", Marquee = b"marquee", Applet = b"applet",
}

impl Tag {
    /// The tag of a name in any case.
    pub(crate) fn of(name: &str) -> Self {
        let mut lower = [0; 12];
        let Some(slot) = lower.get_mut(..name.len()) else { return Self::Other };
        slot.copy_from_slice(name.as_bytes());
        slot.make_ascii_lowercase();
        Self::of_lower(slot)
    }

    /// Has no content and no end tag.
    pub(crate) fn is_void(self) -> bool {
        use Tag::{
            Area, Base, Br, Col, Embed, Frame, Hr, Img, Input, Link, Meta, Param, Source, Track,
            Wbr,
        };
        matches!(
            self,
            Area | Base
                | Br
                | Col
                | Embed
                | Frame
                | Hr
                | Img
                | Input
                | Link
                | Meta
                | Param
                | Source
                | Track
                | Wbr
        )
    }

    /// Its content is text up to its end tag, whatever it looks like.
    pub(crate) fn is_raw(self) -> bool {
        use Tag::{Iframe, Noembed, Noframes, Script, Style, Textarea, Title, Xmp};
        matches!(self, Iframe | Noembed | Noframes | Script | Style | Textarea | Title | Xmp)
    }

    /// Formats a stretch of a line: its stray end tag must not close a block.
    pub(crate) fn is_formatting(self) -> bool {
        use Tag::{
            A, Abbr, B, Big, Cite, Code, Del, Em, Font, I, Ins, Label, Mark, Nobr, Q, S, Small,
            Span, Strike, Strong, Sub, Sup, Time, Tt, U,
        };
        matches!(
            self,
            A | Abbr
                | B
                | Big
                | Cite
                | Code
                | Del
                | Em
                | Font
                | I
                | Ins
                | Label
                | Mark
                | Nobr
                | Q
                | S
                | Small
                | Span
                | Strike
                | Strong
                | Sub
                | Sup
                | Time
                | Tt
                | U
        )
    }

    /// A heading of any level.
    pub(crate) fn is_heading(self) -> bool {
        matches!(self, Self::H1 | Self::H2 | Self::H3 | Self::H4 | Self::H5 | Self::H6)
    }

    /// Starts on a line of its own.
    pub(crate) fn is_block(self) -> bool {
        use Tag::{
            Address, Article, Aside, Blockquote, Body, Caption, Center, Dd, Details, Dialog, Dir,
            Div, Dl, Dt, Fieldset, Figcaption, Figure, Footer, Form, Frameset, Head, Header,
            Hgroup, Hr, Html, Legend, Li, Listing, Main, Menu, Nav, Ol, Optgroup, Option, P, Pre,
            Search, Section, Summary, Table, Tbody, Td, Tfoot, Th, Thead, Title, Tr, Ul, Xmp,
        };
        self.is_heading()
            || matches!(
                self,
                Address
                    | Article
                    | Aside
                    | Blockquote
                    | Body
                    | Caption
                    | Center
                    | Dd
                    | Details
                    | Dialog
                    | Dir
                    | Div
                    | Dl
                    | Dt
                    | Fieldset
                    | Figcaption
                    | Figure
                    | Footer
                    | Form
                    | Frameset
                    | Head
                    | Header
                    | Hgroup
                    | Hr
                    | Html
                    | Legend
                    | Li
                    | Listing
                    | Main
                    | Menu
                    | Nav
                    | Ol
                    | Optgroup
                    | Option
                    | P
                    | Pre
                    | Search
                    | Section
                    | Summary
                    | Table
                    | Tbody
                    | Td
                    | Tfoot
                    | Th
                    | Thead
                    | Title
                    | Tr
                    | Ul
                    | Xmp
            )
    }

    /// Ends an open paragraph.
    pub(crate) fn closes_p(self) -> bool {
        use Tag::{
            Address, Article, Aside, Blockquote, Center, Dd, Details, Dialog, Dir, Div, Dl, Dt,
            Fieldset, Figcaption, Figure, Footer, Form, Header, Hgroup, Hr, Li, Listing, Main,
            Menu, Nav, Ol, P, Pre, Search, Section, Summary, Table, Ul, Xmp,
        };
        self.is_heading()
            || matches!(
                self,
                Address
                    | Article
                    | Aside
                    | Blockquote
                    | Center
                    | Details
                    | Dialog
                    | Dir
                    | Div
                    | Dl
                    | Fieldset
                    | Figcaption
                    | Figure
                    | Footer
                    | Form
                    | Header
                    | Hgroup
                    | Hr
                    | Li
                    | Dd
                    | Dt
                    | Listing
                    | Main
                    | Menu
                    | Nav
                    | Ol
                    | P
                    | Pre
                    | Search
                    | Section
                    | Summary
                    | Table
                    | Ul
                    | Xmp
            )
    }

    /// Its words are not shown, or are no words.
    pub(crate) fn is_silent(self) -> bool {
        use Tag::{
            Applet, Audio, Canvas, Datalist, Embed, Head, Iframe, Map, Math, Meter, Noembed,
            Noframes, Noscript, Object, Option, Progress, Script, Select, Style, Svg, Template,
            Textarea, Title, Video,
        };
        matches!(
            self,
            Applet
                | Audio
                | Canvas
                | Datalist
                | Embed
                | Head
                | Iframe
                | Map
                | Math
                | Meter
                | Noembed
                | Noframes
                | Noscript
                | Object
                | Option
                | Progress
                | Script
                | Select
                | Style
                | Svg
                | Template
                | Textarea
                | Title
                | Video
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_any_case() {
        assert_eq!(Tag::of("DIV"), Tag::Div);
        assert_eq!(Tag::of("figcaption"), Tag::Figcaption);
        assert_eq!(Tag::of("my-very-own-element"), Tag::Other);
        assert_eq!(Tag::of(""), Tag::Other);
    }
}
