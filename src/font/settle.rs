//! The tables by which a font joins, places and replaces its glyphs, as they are at one place of a variable font.
//!
//! In: GSUB and GPOS of a variable font, and the place. Out: the same tables for a font that cannot vary: of the features
//! that have other forms at some places those that are meant here, distances with what the place adds to them.

use write_fonts::FontWrite;
use write_fonts::from_obj::ToOwnedTable;
use write_fonts::read::tables::variations::{DeltaSetIndex, ItemVariationStore};
use write_fonts::read::{FontRef, TableProvider};
use write_fonts::tables::gpos::{
    AnchorFormat1, AnchorTable, ExtensionSubtable, Gpos, PairPos, PositionLookup, SinglePos,
};
use write_fonts::tables::gpos::{
    CursivePosFormat1, MarkBasePosFormat1, MarkLigPosFormat1, MarkMarkPosFormat1, ValueRecord,
};
use write_fonts::tables::gsub::Gsub;
use write_fonts::tables::layout::{Condition, DeviceOrVariationIndex, FeatureList, FeatureVariations};
use write_fonts::types::F2Dot14;
use write_fonts::validate::Validate;
use write_fonts::{NullableOffsetMarker, OffsetMarker};

/// Replacement of glyphs, if the font has it.
pub(super) fn substitution(font: &FontRef<'_>, place: &[F2Dot14]) -> Option<Vec<u8>> {
    let mut table: Gsub = font.gsub().ok()?.to_owned_table();
    choose_features(&mut table.feature_list, table.feature_variations.as_ref(), place);
    table.feature_variations.clear();
    written(&table)
}

/// Placement of glyphs, if the font has it.
pub(super) fn position(font: &FontRef<'_>, place: &[F2Dot14]) -> Option<Vec<u8>> {
    let mut table: Gpos = font.gpos().ok()?.to_owned_table();
    choose_features(&mut table.feature_list, table.feature_variations.as_ref(), place);
    table.feature_variations.clear();
    let definitions = font.gdef().ok();
    let store = definitions.and_then(|table| table.item_var_store()).and_then(Result::ok);
    let here = Here { store, place };
    for lookup in &mut table.lookup_list.lookups {
        here.lookup(lookup);
    }
    written(&table)
}

fn written(table: &(impl FontWrite + Validate)) -> Option<Vec<u8>> {
    write_fonts::dump_table(table).ok()
}

/// Puts in place of features their forms of the first variation that is meant at the place.
fn choose_features(features: &mut FeatureList, variations: Option<&FeatureVariations>, place: &[F2Dot14]) {
    let records = variations.map_or(&[] as &[_], |variations| variations.feature_variation_records.as_slice());
    let is_meant = |conditions: &[OffsetMarker<Condition, 4>]| conditions.iter().all(|one| holds(one, place));
    let meant = records.iter().find(|record| record.condition_set.as_ref().is_none_or(|set| is_meant(&set.conditions)));
    let Some(instead) = meant.and_then(|record| record.feature_table_substitution.as_ref()) else { return };
    for substitution in &instead.substitutions {
        if let Some(record) = features.feature_records.get_mut(usize::from(substitution.feature_index)) {
            record.feature = substitution.alternate_feature.as_ref().clone().into();
        }
    }
}

/// Whether a condition holds; one of a kind that fonts in use do not have does not.
fn holds(condition: &Condition, place: &[F2Dot14]) -> bool {
    let Condition::Format1AxisRange(range) = condition else { return false };
    let at = place.get(usize::from(range.axis_index)).copied().unwrap_or_default();
    (range.filter_range_min_value..=range.filter_range_max_value).contains(&at)
}

/// What the place adds to distances.
struct Here<'a> {
    store: Option<ItemVariationStore<'a>>,
    place: &'a [F2Dot14],
}

impl Here<'_> {
    fn lookup(&self, lookup: &mut PositionLookup) {
        match lookup {
            PositionLookup::Single(lookup) => lookup.subtables.iter_mut().for_each(|table| self.single(table)),
            PositionLookup::Pair(lookup) => lookup.subtables.iter_mut().for_each(|table| self.pair(table)),
            PositionLookup::Cursive(lookup) => lookup.subtables.iter_mut().for_each(|table| self.cursive(table)),
            PositionLookup::MarkToBase(lookup) => lookup.subtables.iter_mut().for_each(|table| self.on_base(table)),
            PositionLookup::MarkToLig(lookup) => lookup.subtables.iter_mut().for_each(|table| self.on_ligature(table)),
            PositionLookup::MarkToMark(lookup) => lookup.subtables.iter_mut().for_each(|table| self.on_mark(table)),
            PositionLookup::Extension(lookup) => lookup.subtables.iter_mut().for_each(|table| self.extension(table)),
            PositionLookup::Contextual(_) | PositionLookup::ChainContextual(_) => {}
        }
    }

    fn extension(&self, table: &mut ExtensionSubtable) {
        match table {
            ExtensionSubtable::Single(table) => self.single(&mut table.extension),
            ExtensionSubtable::Pair(table) => self.pair(&mut table.extension),
            ExtensionSubtable::Cursive(table) => self.cursive(&mut table.extension),
            ExtensionSubtable::MarkToBase(table) => self.on_base(&mut table.extension),
            ExtensionSubtable::MarkToLig(table) => self.on_ligature(&mut table.extension),
            ExtensionSubtable::MarkToMark(table) => self.on_mark(&mut table.extension),
            ExtensionSubtable::Contextual(_) | ExtensionSubtable::ChainContextual(_) => {}
        }
    }

    fn single(&self, table: &mut SinglePos) {
        match table {
            SinglePos::Format1(table) => self.value(&mut table.value_record),
            SinglePos::Format2(table) => table.value_records.iter_mut().for_each(|value| self.value(value)),
        }
    }

    fn pair(&self, table: &mut PairPos) {
        match table {
            PairPos::Format1(table) => {
                for pair in table.pair_sets.iter_mut().flat_map(|set| &mut set.pair_value_records) {
                    self.value(&mut pair.value_record1);
                    self.value(&mut pair.value_record2);
                }
            }
            PairPos::Format2(table) => {
                for pair in table.class1_records.iter_mut().flat_map(|record| &mut record.class2_records) {
                    self.value(&mut pair.value_record1);
                    self.value(&mut pair.value_record2);
                }
            }
        }
    }

    fn cursive(&self, table: &mut CursivePosFormat1) {
        for record in &mut table.entry_exit_record {
            self.anchors([&mut record.entry_anchor, &mut record.exit_anchor]);
        }
    }

    fn on_base(&self, table: &mut MarkBasePosFormat1) {
        table.mark_array.mark_records.iter_mut().for_each(|record| self.anchor(&mut record.mark_anchor));
        table.base_array.base_records.iter_mut().for_each(|record| self.anchors(&mut record.base_anchors));
    }

    fn on_ligature(&self, table: &mut MarkLigPosFormat1) {
        table.mark_array.mark_records.iter_mut().for_each(|record| self.anchor(&mut record.mark_anchor));
        let parts =
            table.ligature_array.ligature_attaches.iter_mut().flat_map(|ligature| &mut ligature.component_records);
        parts.for_each(|record| self.anchors(&mut record.ligature_anchors));
    }

    fn on_mark(&self, table: &mut MarkMarkPosFormat1) {
        table.mark1_array.mark_records.iter_mut().for_each(|record| self.anchor(&mut record.mark_anchor));
        table.mark2_array.mark2_records.iter_mut().for_each(|record| self.anchors(&mut record.mark2_anchors));
    }

    fn anchors<'t>(&self, anchors: impl IntoIterator<Item = &'t mut NullableOffsetMarker<AnchorTable>>) {
        anchors.into_iter().filter_map(NullableOffsetMarker::as_mut).for_each(|anchor| self.anchor(anchor));
    }

    fn anchor(&self, anchor: &mut AnchorTable) {
        if let AnchorTable::Format3(varying) = anchor {
            let x = varying.x_coordinate.saturating_add(self.added(&varying.x_device));
            let y = varying.y_coordinate.saturating_add(self.added(&varying.y_device));
            *anchor = AnchorTable::Format1(AnchorFormat1::new(x, y));
        }
    }

    /// A distance that varies gets what the place adds to it.
    fn value(&self, value: &mut ValueRecord) {
        let settle = |distance: &mut Option<i16>, device: &mut NullableOffsetMarker<DeviceOrVariationIndex>| {
            let added = self.added(device);
            if device.as_ref().is_some() {
                *distance = Some(distance.unwrap_or(0).saturating_add(added));
            }
            device.clear();
        };
        settle(&mut value.x_placement, &mut value.x_placement_device);
        settle(&mut value.y_placement, &mut value.y_placement_device);
        settle(&mut value.x_advance, &mut value.x_advance_device);
        settle(&mut value.y_advance, &mut value.y_advance_device);
    }

    fn added(&self, device: &NullableOffsetMarker<DeviceOrVariationIndex>) -> i16 {
        let Some(DeviceOrVariationIndex::VariationIndex(index)) = device.as_ref() else { return 0 };
        let index = DeltaSetIndex { outer: index.delta_set_outer_index, inner: index.delta_set_inner_index };
        let added = self.store.as_ref().and_then(|store| store.compute_delta(index, self.place).ok());
        added.and_then(|added| i16::try_from(added).ok()).unwrap_or(0)
    }
}
