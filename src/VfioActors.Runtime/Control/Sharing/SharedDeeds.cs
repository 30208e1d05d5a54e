using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Sharing;

/// <summary>What the steps of a run look at and change beside messages, among what they do.</summary>
/// <param name="shared">What there is to share.</param>
/// <param name="deeds">What the step in hand did so far.</param>
internal sealed class SharedDeeds(SharedThings shared, List<ActorDeed> deeds)
{
    /// <summary>Who asked whom.</summary>
    internal OpenAsks Asks { get; } = new();

    /// <summary>Whether a run begins: nobody can see in what order that happens.</summary>
    internal bool IsBeginning { get; set; }

    /// <summary>An actor is looked for among the children of another.</summary>
    internal void LookAt(int by, int parent)
    {
        if (shared.Changes(parent)) { Touch(by, SharedThings.ChildrenOf(parent), false); }
    }

    /// <summary>A child of an actor comes or goes.</summary>
    internal void ChangeChildren(int by, int parent)
    {
        if (IsBeginning) { return; }
        shared.Changed(parent);
        Touch(by, SharedThings.ChildrenOf(parent), true);
    }

    /// <summary>
    /// In its step an actor may answer whoever asked it, and only the first answer counts; and it may wait no longer
    /// for what it asked itself.
    /// </summary>
    internal void Answer(int actor)
    {
        if (Asks.HasAsked(actor)) { Touch(actor, SharedThings.AsksOf(actor), false); }
        if (Asks.AnsweredBy(actor) is not { } askers) { return; }
        foreach (var asker in askers) { Touch(actor, SharedThings.AsksOf(asker), true); }
    }

    /// <summary>A mailbox gets fuller or emptier; a router may look at how full it is.</summary>
    internal void Count(int by, int actor)
    {
        if (shared.CounterOf(actor) is >= 0 and var router) { Touch(by, router, true); }
    }

    /// <summary>A step looks at or changes something.</summary>
    internal void Touch(int by, int thing, bool changes)
    {
        if (IsBeginning) { return; }
        ActorDeed deed = new(changes ? ActorDeedKind.Changed : ActorDeedKind.Looked, by, thing, 0);
        if (deeds.Count == 0 || deeds[^1] != deed) { deeds.Add(deed); }
    }
}
