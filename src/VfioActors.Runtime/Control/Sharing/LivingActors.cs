using System.Runtime.InteropServices;
using VfioActors.Runtime.Control.Dispatching;

namespace VfioActors.Runtime.Control.Sharing;

/// <summary>The controlled actors that were made and have not stopped.</summary>
internal sealed class LivingActors
{
    private readonly List<ControlQueue> _all = [];

    /// <summary>All of them, in no order that means anything.</summary>
    internal ReadOnlySpan<ControlQueue> All => CollectionsMarshal.AsSpan(_all);

    internal void Add(ControlQueue actor)
    {
        actor.LivesAt = _all.Count;
        _all.Add(actor);
    }

    internal void Remove(ControlQueue actor)
    {
        if (actor.LivesAt < 0) { return; }
        var last = _all[^1];
        (_all[actor.LivesAt], last.LivesAt) = (last, actor.LivesAt);
        _all.RemoveAt(_all.Count - 1);
        actor.LivesAt = -1;
    }
}
