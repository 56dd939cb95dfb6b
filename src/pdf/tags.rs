//! The structure tree: what a screen reader follows instead of the page (ISO 32000-1 14.7, ISO 14289-1).
//!
//! In: the structure of the pages, whose each marked sequence is, and the link annotations. Out: the structure
//! elements in reading order, the tree from pages back to them, and the ids of notes. Elements without content are not
//! written, but for empty cells, which a row's readers count.

use super::roles::Roles;
use super::trees;
use crate::layout::{Covers, Role, Structure, StructureNode};
use crate::manuscript::NodeId;
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use std::collections::BTreeMap;

/// Elements nest at most this deep; what is deeper hangs on the document.
const MAX_DEPTH: usize = 128;

/// Index of an element in [`Tree::elements`].
type ElementId = usize;

/// The structure tree while it grows.
pub(super) struct Tree<'a> {
    structure: &'a Structure,
    roles: &'a Roles,
    /// The first one is the document.
    elements: Vec<Element>,
    of_node: BTreeMap<NodeId, ElementId>,
    /// Element of each marked sequence, page by page.
    pages: Vec<Vec<ElementId>>,
    /// Elements of annotations, in the order of their keys.
    annotations: Vec<ElementId>,
    /// Boxes of figures in the file's coordinates.
    boxes: BTreeMap<NodeId, [f32; 4]>,
}

struct Element {
    tag: &'static str,
    node: Option<NodeId>,
    parent: ElementId,
    kids: Vec<Kid>,
}

#[derive(Copy, Clone)]
enum Kid {
    Element(ElementId),
    /// A marked sequence: page and number.
    Content(usize, usize),
    /// An annotation and its page.
    Annotation(ObjectId, usize),
}

impl<'a> Tree<'a> {
    /// Sorts the marked sequences of the pages under their elements.
    pub(super) fn new(structure: &'a Structure, roles: &'a Roles, owners: &[&[NodeId]]) -> Self {
        let document = Element { tag: "Document", node: None, parent: 0, kids: Vec::new() };
        let mut tree = Self {
            structure,
            roles,
            elements: vec![document],
            of_node: BTreeMap::new(),
            pages: Vec::with_capacity(owners.len()),
            annotations: Vec::new(),
            boxes: BTreeMap::new(),
        };
        for (page, owners) in owners.iter().enumerate() {
            let mut of_page = Vec::with_capacity(owners.len());
            for (number, node) in owners.iter().enumerate() {
                let element = tree.element(*node, 0);
                tree.elements[element].kids.push(Kid::Content(page, number));
                of_page.push(element);
            }
            tree.pages.push(of_page);
        }
        tree.complete_tables();
        tree
    }

    /// The box of a figure: left, bottom, right, top.
    pub(super) fn set_box(&mut self, node: NodeId, corners: [f32; 4]) {
        self.boxes.entry(node).or_insert(corners);
    }

    /// Puts an annotation into the link element of `node` and returns its key in the parent tree.
    pub(super) fn add_link(&mut self, node: NodeId, annotation: ObjectId, page: usize) -> i64 {
        let element = self.link_of(node);
        self.elements[element].kids.push(Kid::Annotation(annotation, page));
        self.annotations.push(element);
        (self.pages.len() + self.annotations.len() - 1) as i64
    }

    /// The link element of a node; where the node is something else, its kids move into a link inside it.
    fn link_of(&mut self, node: NodeId) -> ElementId {
        let element = self.element(node, 0);
        if self.elements[element].tag == "Link" {
            return element;
        }
        match self.elements[element].kids.as_slice() {
            [Kid::Element(only)] if self.elements[*only].tag == "Link" => *only,
            _ => self.wrap(element, "Link"),
        }
    }

    /// Moves all kids of an element into a new one of its own.
    fn wrap(&mut self, element: ElementId, tag: &'static str) -> ElementId {
        let kids = std::mem::take(&mut self.elements[element].kids);
        let inner = self.elements.len();
        for kid in &kids {
            match *kid {
                Kid::Element(kid) => self.elements[kid].parent = inner,
                Kid::Content(page, number) => self.pages[page][number] = inner,
                Kid::Annotation(..) => {}
            }
        }
        self.elements.push(Element { tag, node: None, parent: element, kids });
        self.elements[element].kids.push(Kid::Element(inner));
        inner
    }

    /// The element of a node, made and hung on its parent where it is new.
    fn element(&mut self, node: NodeId, depth: usize) -> ElementId {
        if let Some(element) = self.of_node.get(&node) {
            return *element;
        }
        let parent = match self.structure.nodes.get(&node).and_then(|node| node.parent) {
            Some(parent) if depth < MAX_DEPTH => self.element(parent, depth + 1),
            _ => 0,
        };
        let tag = match self.roles.tag(node) {
            // A decoration with a caption: the caption's place.
            "" => "Div",
            tag => tag,
        };
        let element = self.elements.len();
        self.elements.push(Element { tag, node: Some(node), parent, kids: Vec::new() });
        self.elements[parent].kids.push(Kid::Element(element));
        self.of_node.insert(node, element);
        element
    }

    /// Adds the empty cells of tables: rows to be written in have nothing else.
    fn complete_tables(&mut self) {
        let is_cell = |node: &StructureNode| matches!(node.role, Role::Cell(..) | Role::HeadCell(..));
        let cells = self.structure.nodes.iter().filter(|(_, node)| is_cell(node));
        let empty: Vec<NodeId> = cells
            .filter(|(id, node)| {
                let row = node.parent;
                let table = row.and_then(|row| self.structure.nodes.get(&row)?.parent);
                let is_written = |node: Option<NodeId>| node.is_some_and(|node| self.of_node.contains_key(&node));
                !self.of_node.contains_key(id) && (is_written(row) || is_written(table))
            })
            .map(|(id, _)| *id)
            .collect();
        for cell in empty {
            self.element(cell, 0);
        }
    }

    /// Puts kids into the order of the text, and what only certain elements may hold into such.
    fn tidy(&mut self) {
        for at in 0..self.elements.len() {
            let mut kids = std::mem::take(&mut self.elements[at].kids);
            let order = |kid: &Kid| match kid {
                Kid::Element(element) => self.elements[*element].node,
                _ => None,
            };
            // Notes and what is set at the head of a page are painted elsewhere than they are read.
            if kids.iter().all(|kid| order(kid).is_some()) {
                kids.sort_by_key(order);
            }
            self.elements[at].kids = kids;
            match self.elements[at].tag {
                "TOCI" => self.enclose(at, "Reference", &["Lbl", "Reference", "P", "TOC", "NonStruct"]),
                "Table" => self.part_rows(at),
                "Link" if !self.elements[at].kids.iter().any(|kid| matches!(kid, Kid::Annotation(..))) => {
                    self.elements[at].tag = "Span";
                }
                _ => {}
            }
        }
    }

    /// Puts each kid whose type is not among `allowed` into an element of type `tag`.
    fn enclose(&mut self, parent: ElementId, tag: &'static str, allowed: &[&str]) {
        for at in 0..self.elements[parent].kids.len() {
            let Kid::Element(kid) = self.elements[parent].kids[at] else { continue };
            if allowed.contains(&self.elements[kid].tag) {
                continue;
            }
            let between = self.elements.len();
            self.elements.push(Element { tag, node: None, parent, kids: vec![Kid::Element(kid)] });
            self.elements[kid].parent = between;
            self.elements[parent].kids[at] = Kid::Element(between);
        }
    }

    /// Parts the rows of a table, where the text does not, into its head and its body.
    fn part_rows(&mut self, table: ElementId) {
        let kids = std::mem::take(&mut self.elements[table].kids);
        let mut parted: Vec<Kid> = Vec::with_capacity(3);
        let mut part: Option<(&'static str, ElementId)> = None;
        for kid in kids {
            let row = match kid {
                Kid::Element(row) if self.elements[row].tag == "TR" => row,
                _ => {
                    parted.push(kid);
                    part = None;
                    continue;
                }
            };
            // After the head, a row of heads is one within the body.
            let tag =
                if self.is_head_row(row) && part.is_none_or(|(tag, _)| tag == "THead") { "THead" } else { "TBody" };
            let whole = match part.filter(|(open, _)| *open == tag) {
                Some((_, whole)) => whole,
                None => {
                    let whole = self.elements.len();
                    self.elements.push(Element { tag, node: None, parent: table, kids: Vec::new() });
                    parted.push(Kid::Element(whole));
                    whole
                }
            };
            part = Some((tag, whole));
            self.elements[row].parent = whole;
            self.elements[whole].kids.push(kid);
        }
        // A table of heads alone has a body of them: a head is the head of something.
        if part.is_some_and(|(tag, _)| tag == "THead") {
            for kid in &parted {
                if let Kid::Element(whole) = *kid
                    && self.elements[whole].tag == "THead"
                {
                    self.elements[whole].tag = "TBody";
                }
            }
        }
        self.elements[table].kids = parted;
    }

    /// Whether all cells of a row are heads.
    fn is_head_row(&self, row: ElementId) -> bool {
        let kids = &self.elements[row].kids;
        let is_head = |kid: &Kid| matches!(kid, Kid::Element(cell) if self.elements[*cell].tag == "TH");
        !kids.is_empty() && kids.iter().all(is_head)
    }

    /// Writes the tree and returns its root.
    pub(super) fn write(mut self, document: &mut Document, pages: &[ObjectId]) -> ObjectId {
        self.tidy();
        let root = document.new_object_id();
        let ids: Vec<ObjectId> = self.elements.iter().map(|_| document.new_object_id()).collect();
        let mut named: BTreeMap<Vec<u8>, Object> = BTreeMap::new();
        for (at, element) in self.elements.iter().enumerate() {
            let parent = if at == 0 { root } else { ids[element.parent] };
            let mut written =
                dictionary! { "Type" => "StructElem", "S" => element.tag, "P" => Object::Reference(parent) };
            self.describe(element, &mut written);
            if let Some(name) = element.node.filter(|_| element.tag == "Note").map(|node| format!("note-{}", node.0)) {
                written.set("ID", Object::string_literal(name.as_str()));
                named.insert(name.into_bytes(), Object::Reference(ids[at]));
            }
            write_kids(&element.kids, &mut written, &ids, pages);
            document.set_object(ids[at], written);
        }
        let mut parents: Vec<(i64, Object)> = Vec::with_capacity(self.pages.len() + self.annotations.len());
        for (page, elements) in self.pages.iter().enumerate() {
            let references: Vec<Object> = elements.iter().map(|element| Object::Reference(ids[*element])).collect();
            parents.push((page as i64, Object::Reference(document.add_object(references))));
        }
        let annotations = self.annotations.iter().enumerate();
        parents.extend(annotations.map(|(at, element)| ((pages.len() + at) as i64, Object::Reference(ids[*element]))));
        let next = parents.len() as i64;
        let mut dictionary = dictionary! {
            "Type" => "StructTreeRoot",
            "K" => Object::Reference(ids[0]),
            "ParentTree" => Object::Reference(trees::numbers(document, parents)),
            "ParentTreeNextKey" => next,
        };
        if !named.is_empty() {
            dictionary.set("IDTree", Object::Reference(trees::names(document, named)));
        }
        document.set_object(root, dictionary);
        root
    }

    /// Language, alternative text and attributes of an element.
    fn describe(&self, element: &Element, written: &mut Dictionary) {
        let Some((id, node)) = element.node.and_then(|id| Some((id, self.structure.nodes.get(&id)?))) else { return };
        if let Some(lang) = &node.lang {
            written.set("Lang", Object::string_literal(lang.as_str()));
        }
        let attributes = match &node.role {
            Role::Figure { alt } if element.tag == "Figure" => {
                written.set("Alt", lopdf::text_string(alt));
                self.boxes.get(&id).map(|corners| {
                    let corners: Vec<Object> = corners.iter().map(|at| Object::Real(*at)).collect();
                    dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => corners }
                })
            }
            Role::HeadCell(covers, _) => {
                let mut attributes = table_attributes(*covers);
                attributes.set("Scope", if self.is_head_row(element.parent) { "Column" } else { "Row" });
                Some(attributes)
            }
            Role::Cell(covers, _) if *covers != Covers::ONE => Some(table_attributes(*covers)),
            _ => None,
        };
        if let Some(attributes) = attributes {
            written.set("A", attributes);
        }
    }
}

fn table_attributes(covers: Covers) -> Dictionary {
    let mut attributes = dictionary! { "O" => "Table" };
    for (name, count) in [("ColSpan", covers.columns), ("RowSpan", covers.rows)] {
        if count > 1 {
            attributes.set(name, i64::from(count));
        }
    }
    attributes
}

/// Writes the kids of an element; numbers of marked sequences are those of the element's page, `Pg`, where they can be.
fn write_kids(kids: &[Kid], written: &mut Dictionary, ids: &[ObjectId], pages: &[ObjectId]) {
    let first = kids.iter().find_map(|kid| match kid {
        Kid::Content(page, _) => Some(*page),
        _ => None,
    });
    let page_of = |page: usize| pages.get(page).map_or(Object::Null, |id| Object::Reference(*id));
    if let Some(page) = first {
        written.set("Pg", page_of(page));
    }
    let mut list: Vec<Object> = kids
        .iter()
        .map(|kid| match kid {
            Kid::Element(element) => Object::Reference(ids[*element]),
            Kid::Content(page, number) if Some(*page) == first => Object::Integer(*number as i64),
            Kid::Content(page, number) => {
                dictionary! { "Type" => "MCR", "Pg" => page_of(*page), "MCID" => *number as i64 }.into()
            }
            Kid::Annotation(annotation, page) => {
                dictionary! { "Type" => "OBJR", "Pg" => page_of(*page), "Obj" => Object::Reference(*annotation) }.into()
            }
        })
        .collect();
    match list.len() {
        0 => {}
        1 => written.set("K", list.remove(0)),
        _ => written.set("K", list),
    }
}
