using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Places;
using VfioActors.Exploration.Symmetries;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Strategies;

/// <summary>
/// The states that a search went on from, each once for each way in which something was broken before it.
/// </summary>
internal sealed class MetStates
{
    private readonly FingerprintSet _met = new();

    /// <summary>
    /// States that were met after something was broken, and had not been met before: each counts once.
    /// </summary>
    private readonly FingerprintSet _metBroken = new();

    /// <summary>Whether nothing was met yet.</summary>
    internal bool IsEmpty => _met.Count == 0;

    /// <summary>How many states there are, whatever was broken before them.</summary>
    internal long Count { get; private set; }

    /// <summary>Forgets all.</summary>
    internal void Clear()
    {
        _met.Clear();
        _metBroken.Clear();
        Count = 0;
    }

    /// <summary>Meets a state.</summary>
    /// <param name="run">The run that is in it.</param>
    /// <param name="orbits">What tells states apart; null for what the world tells apart.</param>
    /// <param name="fingerprint">By that, with what was broken before.</param>
    /// <returns>Whether the search is to go on from it.</returns>
    internal bool Add(RunView run, OrbitFingerprints? orbits, ulong fingerprint)
    {
        if (!_met.Add(fingerprint)) { return false; }
        if (IsUncounted(run, orbits, fingerprint)) { Count++; }
        return true;
    }

    /// <summary>Writes all.</summary>
    internal void Keep(CheckpointWriter writer)
    {
        writer.Write(Count);
        KeptFingerprints.Write(writer, _met);
        KeptFingerprints.Write(writer, _metBroken);
    }

    /// <summary>Reads all; nothing was met yet.</summary>
    internal void Recall(CheckpointReader reader)
    {
        Count = reader.ReadLong();
        KeptFingerprints.Read(reader, _met);
        KeptFingerprints.Read(reader, _metBroken);
    }

    private bool IsUncounted(RunView run, OrbitFingerprints? orbits, ulong fingerprint)
    {
        if (!run.IsBroken) { return _metBroken.Count == 0 || !_metBroken.Has(fingerprint); }
        var state = orbits?.Now(0) ?? run.StateFingerprint;
        return !_met.Has(state) && _metBroken.Add(state);
    }
}
