using VfioActors.Behaviors.Values;

namespace VfioActors.Runtime.Control.Steps;

/// <summary>The steps that one world took, each with the fingerprint of what came of it.</summary>
/// <param name="leftOut">What its runs begin without.</param>
internal sealed class ActorPath(LeftOut leftOut)
{
    private readonly List<(ActorStep Step, ulong Outcome)> _steps = [];

    internal LeftOut LeftOut => leftOut;

    /// <summary>How many steps are known; those behind <see cref="Depth"/> were taken before.</summary>
    internal int Count => _steps.Count;

    /// <summary>How many steps the world has taken.</summary>
    internal int Depth { get; set; }

    internal (ActorStep Step, ulong Outcome) this[int step] => _steps[step];

    /// <summary>A step was taken at a depth: what was known behind it is forgotten.</summary>
    internal void Keep(int depth, ActorStep step, ulong outcome)
    {
        if (depth < _steps.Count) { _steps.RemoveRange(depth, _steps.Count - depth); }
        _steps.Add((step, outcome));
    }

    internal static ulong OutcomeOf(ReadOnlySpan<ActorDeed> deeds)
    {
        var hash = 0UL;
        foreach (ref readonly var deed in deeds)
        {
            // What is shared is learned: it may be said of a step that did the same before and did not say it.
            if (deed.Kind is ActorDeedKind.Looked or ActorDeedKind.Changed) { continue; }
            var place = ((ulong)(uint)deed.Actor << 35) | ((ulong)(uint)deed.Number << 3) | (ulong)deed.Kind;
            hash = Fingerprint.Mix(hash ^ place, deed.Detail);
        }

        return hash;
    }
}
