using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Sharing;

/// <summary>What the steps of a run look at and change beside messages, among what they do.</summary>
/// <param name="shared">What there is to share.</param>
/// <param name="deeds">What the step in hand did so far.</param>
internal sealed class SharedDeeds(SharedThings shared, List<ActorDeed> deeds)
{
    /// <summary>Who asked whom.</summary>
    internal OpenAsks Asks { get; } = new();

    /// <summary>What steps use more than once, or beside something else, and others change.</summary>
    internal Midst Midst { get; } = new();

    /// <summary>What of Akka.NET others change in the midst of a step, in words.</summary>
    internal IReadOnlyList<string> MidstNames => [.. Midst.Things.Select(shared.NameOf)];

    /// <summary>Timers that could fire in the midst of the step that sets them.</summary>
    internal EarlyTimers Early { get; } = new();

    /// <summary>Whether a run begins: nobody can see in what order that happens.</summary>
    internal bool IsBeginning { get; set; }

    /// <summary>A step begins.</summary>
    internal void Begin()
    {
        Midst.Begin();
        Early.Begin();
    }

    /// <summary>An actor is looked for among the children of another.</summary>
    internal void LookAt(int by, int parent)
    {
        if (shared.Changes(parent)) { Touch(by, SharedThings.ChildrenOf(parent), false); }
    }

    /// <summary>An actor is looked for among the children of others, one after the other.</summary>
    internal void Seek(int by, IEnumerable<int> parents)
    {
        foreach (var parent in parents.Where(shared.Changes).Distinct())
        {
            if (!IsBeginning) { Midst.Look(by, SharedThings.ChildrenOf(parent)); }
            Touch(by, SharedThings.ChildrenOf(parent), false);
        }
    }

    /// <summary>An actor is sent something, which comes to nobody when that has ended.</summary>
    internal void LookAtLife(int by, int actor)
    {
        Midst.Sent();
        Early.Sent(by, actor);
        if (shared.Ends(actor)) { Touch(by, SharedThings.LifeOf(actor), false); }
    }

    /// <summary>An actor ends.</summary>
    internal void End(int actor)
    {
        if (IsBeginning) { return; }
        shared.Ended(actor);
        Touch(actor, SharedThings.LifeOf(actor), true);
    }

    /// <summary>A child of an actor comes or goes.</summary>
    internal void ChangeChildren(int by, int parent)
    {
        if (IsBeginning) { return; }
        shared.Changed(parent);
        Use(by, SharedThings.ChildrenOf(parent), true);
    }

    /// <summary>A step uses something; who uses an object of his own and says so has it for the whole step.</summary>
    /// <param name="isOwn">Whether the actor does so, and not Akka.NET to tell what happened.</param>
    internal void Use(int by, int thing, bool changes, bool isOwn = true)
    {
        Midst.Sent();
        if (isOwn && !IsBeginning && !SharedThings.IsObject(thing)) { Midst.Use(by, thing, changes); }
        Touch(by, thing, changes);
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
