using VfioActors.Behaviors;

namespace VfioActors.Runtime.Control;

/// <summary>The steps that one world took, each with the fingerprint of what came of it.</summary>
internal sealed class ActorPath(Opening opening)
{
    /// <summary>How its run began.</summary>
    internal Opening Opening => opening;

    private readonly List<(ActorStep Step, ulong Outcome)> _steps = [];

    internal int Count => _steps.Count;

    internal (ActorStep Step, ulong Outcome) this[int step] => _steps[step];

    internal void Add(ActorStep step, ulong outcome) => _steps.Add((step, outcome));

    internal void CutTo(int count)
    {
        if (count < _steps.Count) { _steps.RemoveRange(count, _steps.Count - count); }
    }

    internal static ulong OutcomeOf(ReadOnlySpan<ActorDeed> deeds)
    {
        var hash = (ulong)deeds.Length;
        foreach (ref readonly var deed in deeds)
        {
            var place = ((ulong)(uint)deed.Actor << 34) | ((ulong)(uint)deed.Number << 2) | (ulong)deed.Kind;
            hash = Fingerprint.Mix(hash ^ place, deed.Detail);
        }

        return hash;
    }
}
