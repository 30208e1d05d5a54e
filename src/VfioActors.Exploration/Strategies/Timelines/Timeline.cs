using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using Words = VfioActors.Behaviors.Values.Fingerprint;

namespace VfioActors.Exploration.Strategies.Timelines;

/// <summary>
/// What a run looks like from afar: at which actor which kind of message was handled before which other at least once.
/// </summary>
/// <remarks>
/// Li, Desai, Padhye, "Feedback-guided Adaptive Testing of Distributed Systems Designs", NSDI 2026. Two timelines are
/// compared by the least of 50 hashes of their pairs: Broder, "On the Resemblance and Containment of Documents", 1997.
/// </remarks>
internal sealed class Timeline
{
    /// <summary>How many hashes a sketch has.</summary>
    internal const int SketchLength = 50;

    private readonly Dictionary<(ActorId Actor, ulong Kind), int> _places = [];
    private readonly List<List<ulong>> _kindsAt = [];
    private readonly List<int> _compared = [];
    private readonly List<ulong> _pairs = [];

    /// <summary>The pairs of the run that was read, each as a fingerprint, each once.</summary>
    internal IReadOnlyList<ulong> Pairs => _pairs;

    /// <summary>The fingerprint of all pairs, in whichever order they came.</summary>
    internal ulong Fingerprint { get; private set; }

    /// <summary>Reads the run that has just ended.</summary>
    internal void Read(World world)
    {
        _places.Clear();
        _compared.Clear();
        _pairs.Clear();
        foreach (var kinds in _kindsAt) { kinds.Clear(); }
        Fingerprint = 0;
        for (var step = 0; step < world.Depth; step++)
        {
            var message = world.Step(step);
            Handle(message.To, message.Kind.Salt);
        }
    }

    /// <summary>The least hash of the pairs under each of several hash functions.</summary>
    internal ulong[] Sketch()
    {
        var least = new ulong[SketchLength];
        Array.Fill(least, ulong.MaxValue);
        foreach (var pair in _pairs)
        {
            for (var at = 0; at < least.Length; at++) { least[at] = Math.Min(least[at], Words.Mix(pair, (ulong)at)); }
        }

        return least;
    }

    /// <summary>How many hashes two sketches share: about so many of 50 as their pairs are alike.</summary>
    internal static int Similarity(ulong[] one, ulong[] other)
    {
        var same = 0;
        for (var at = 0; at < SketchLength; at++)
        {
            if (one[at] == other[at]) { same++; }
        }

        return same;
    }

    private void Handle(ActorId actor, ulong kind)
    {
        while (_kindsAt.Count <= actor.Value) { _kindsAt.Add([]); }
        var kinds = _kindsAt[actor.Value];
        var isFirst = !_places.TryGetValue((actor, kind), out var place);
        if (isFirst)
        {
            _places.Add((actor, kind), place = _compared.Count);
            _compared.Add(0);
        }

        Compare(actor, kind, kinds, place);
        if (isFirst) { kinds.Add(kind); }
    }

    /// <summary>Pairs a kind with those that came before it and were not yet paired with it.</summary>
    private void Compare(ActorId actor, ulong kind, List<ulong> kinds, int place)
    {
        for (var before = _compared[place]; before < kinds.Count; before++)
        {
            var pair = Words.Mix((ulong)actor.Value, Words.Mix(kinds[before], kind));
            _pairs.Add(pair);
            Fingerprint = unchecked(Fingerprint + pair);
        }

        _compared[place] = kinds.Count;
    }
}
