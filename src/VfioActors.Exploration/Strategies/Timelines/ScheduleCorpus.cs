using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Fingerprints;
using VfioActors.Exploration.Places;
using VfioActors.Exploration.Strategies.Priorities;

namespace VfioActors.Exploration.Strategies.Timelines;

/// <summary>The runs that showed something new, those that were the most different first.</summary>
internal sealed class ScheduleCorpus
{
    /// <summary>How many runs are saved at most; of more the least different goes.</summary>
    internal const int SavedMax = 256;

    /// <summary>How many new runs are made at a time, when all that are saved were tried.</summary>
    private const int FreshRuns = 50;

    private readonly FingerprintSet _seen = new();
    private readonly FingerprintSet _pairs = new();
    private readonly List<SavedSchedule> _saved = [];
    private SavedSchedule? _parent;
    private int _pending;

    /// <summary>What is saved, the most different first.</summary>
    internal IReadOnlyList<SavedSchedule> Saved => _saved;

    /// <summary>Which run the next shall be like; null for none.</summary>
    internal SavedSchedule? Next(IRandomWords random)
    {
        if (_saved.Count == 0) { return null; }
        if (_pending == 0) { Advance(random); }
        _pending--;
        return _parent;
    }

    /// <summary>
    /// Saves a run if its timeline was never seen, and is not taken for one that was. One with a pair that no run had
    /// is wholly different.
    /// </summary>
    internal void Save(Timeline timeline, WordTape tape)
    {
        if (!_seen.Add(timeline.Fingerprint)) { return; }
        var sketch = timeline.Sketch();
        var diversity = HasNewPair(timeline) ? Timeline.SketchLength : DiversityOf(sketch);
        if (diversity == 0) { return; }
        var place = 0;
        while (place < _saved.Count && _saved[place].Diversity > diversity) { place++; }
        if (place == SavedMax) { return; }
        _saved.Insert(place, new(tape.Used, sketch, diversity));
        if (_saved.Count > SavedMax) { Forget(_saved[^1]); }
    }

    /// <summary>Writes all that it knows.</summary>
    internal void Keep(CheckpointWriter writer)
    {
        KeptFingerprints.Write(writer, _seen);
        KeptFingerprints.Write(writer, _pairs);
        writer.Write(_saved.Count);
        foreach (var saved in _saved)
        {
            writer.Write(saved.Words);
            writer.Write(saved.Sketch);
            writer.Write(saved.Diversity);
            writer.Write(saved.IsTried);
        }

        writer.Write(_parent is null ? -1 : _saved.IndexOf(_parent));
        writer.Write(_pending);
    }

    /// <summary>Reads that.</summary>
    internal void Recall(CheckpointReader reader)
    {
        KeptFingerprints.Read(reader, _seen);
        KeptFingerprints.Read(reader, _pairs);
        for (var left = reader.ReadInt(0, SavedMax); left > 0; left--)
        {
            var (words, sketch) = (reader.ReadWords(), reader.ReadWords());
            if (sketch.Length != Timeline.SketchLength) { throw reader.Wrong("no sketch of a timeline"); }
            var diversity = reader.ReadInt(1, Timeline.SketchLength);
            _saved.Add(new(words, sketch, diversity) { IsTried = reader.ReadBool() });
        }

        var parent = reader.ReadInt(-1, _saved.Count - 1);
        _parent = parent < 0 ? null : _saved[parent];
        _pending = reader.ReadInt(0, FreshRuns);
    }

    private bool HasNewPair(Timeline timeline)
    {
        var isNew = false;
        foreach (var pair in timeline.Pairs) { isNew |= _pairs.Add(pair); }
        return isNew;
    }

    /// <summary>How far a timeline is from the closest that is saved.</summary>
    private int DiversityOf(ulong[] sketch)
    {
        var closest = 0;
        foreach (var saved in _saved) { closest = Math.Max(closest, Timeline.Similarity(sketch, saved.Sketch)); }
        return Timeline.SketchLength - closest;
    }

    private void Advance(IRandomWords random)
    {
        _parent = _saved.Find(saved => !saved.IsTried);
        if (_parent is null && random.Below(2) == 0)
        {
            foreach (var saved in _saved) { saved.IsTried = false; }
            _parent = _saved[0];
        }

        if (_parent is not null) { _parent.IsTried = true; }
        _pending = _parent?.Diversity ?? FreshRuns;
    }

    private void Forget(SavedSchedule saved)
    {
        _saved.Remove(saved);
        if (ReferenceEquals(_parent, saved)) { (_parent, _pending) = (null, 0); }
    }
}
