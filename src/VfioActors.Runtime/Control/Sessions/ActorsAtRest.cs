using System.Reflection;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Runtime.Control.Sharing;

namespace VfioActors.Runtime.Control.Sessions;

/// <summary>What is looked at when a run is at rest: who still waits, and what actors could share.</summary>
internal sealed class ActorsAtRest(ActorPlaces places, Stage stage)
{
    private readonly SharedObjects _shared = new(places, stage);

    /// <summary>The actors that have not stopped.</summary>
    internal LivingActors Living { get; } = new();

    /// <summary>What keeps runs from showing something, though they came to their end.</summary>
    internal Doubts Doubts { get; } = new();

    /// <summary>Whoever is suspended; null for nobody.</summary>
    internal string? Suspended() => Idleness.Suspended(Living);

    /// <summary>Whoever has messages put aside; null for nobody.</summary>
    internal string? Stashing() => Idleness.Stashing(Living);

    /// <summary>What a search that leaves out orders cannot know of; null for nothing.</summary>
    internal string? Shared => _shared.Text is { } objects
        ? $"what actors share beside messages ({objects}), where they do not say so by Stage.Touches"
        : null;

    /// <summary>What runs cannot show, in words; null for nothing.</summary>
    /// <param name="leavesOrdersOut">Whether orders were left out that come to the same.</param>
    /// <param name="hasDrawn">Whether Akka.NET itself drew a lot.</param>
    /// <param name="deeds">What steps did beside messages.</param>
    internal string? Unseen(bool leavesOrdersOut, bool hasDrawn, SharedDeeds deeds)
    {
        const string Lot = "what Akka.NET draws by lot (the delays of a BackoffSupervisor or CircuitBreaker), which "
            + "was always the same";
        var own = _shared.Lots is { } calls ? $"what actors draw by lot or read of a clock ({calls})" : null;
        var threads = _shared.Threads is { } starts ? $"what actors do on threads of their own ({starts})" : null;
        List<string> between = [.. deeds.MidstNames];
        if (!leavesOrdersOut && _shared.Text is { } objects) { between.Add(objects); }
        var others = between.Count == 0 ? null
            : $"what others do in the midst of a step that uses what they share ({string.Join(", ", between)})";
        var timers = deeds.Early.SetBy.Count == 0 ? null
            : $"what timers do in the midst of the step that sets them ({_shared.NamesOf(deeds.Early.SetBy)})";
        string?[] all = [leavesOrdersOut ? Shared : null, others, timers, own, threads, hasDrawn ? Lot : null];
        var text = string.Join("; and ", all.OfType<string>());
        return text.Length == 0 ? null : text;
    }

    /// <summary>Says by what code every run begins.</summary>
    internal void BeginsBy(MethodInfo code) => _shared.BeginsBy(code);

    /// <summary>A run begins.</summary>
    internal void Begin() => _shared.Begin();

    /// <summary>A run has begun, and no step was taken yet.</summary>
    internal void Began() => _shared.Began();

    /// <summary>An actor is sent a message.</summary>
    /// <param name="isBeginning">Whether that is before the first step.</param>
    internal void Sent(int to, object message, bool isBeginning) => _shared.Sent(to, message, isBeginning);

    /// <summary>A step of an actor is over.</summary>
    /// <param name="starts">Whether the actor started.</param>
    internal void Stepped(int by, bool starts)
    {
        Doubts.Stepped(starts);
        _shared.Stepped(by);
    }

    /// <summary>An actor is about to go on with something.</summary>
    internal void Resumed(int actor, PendingTask task) => _shared.GoesOn(actor, task.Actor, task.Work);

    /// <summary>A timer of an actor is about to fire, on another thread than the actor's.</summary>
    internal void Fired(int actor, ControlQueue setter, VirtualTimer timer)
    {
        foreach (var run in timer.Runs) { _shared.GoesOn(actor, setter, run); }
    }

    /// <summary>An actor is given a message.</summary>
    internal void Heard(int from, int to, object message) =>
        _shared.Heard(from & ~ActorPlaces.Beside, to & ~ActorPlaces.Beside, message);

    /// <summary>Looks at the end of a run whether something is waited for.</summary>
    /// <param name="asks">Who asked whom in it; null where timers were cut, which might bring answers.</param>
    /// <param name="suspended">Whether to look who is suspended; a check that does so breaks the run itself.</param>
    internal void Look(OpenAsks? asks, bool suspended)
    {
        if (suspended && Suspended() is { } who) { Doubts.Waits(who); }
        if (asks?.Open is { } asker) { Doubts.Waits($"{places.Names[asker]} has no answer to what it asked"); }
        _shared.Rested(Living);
    }
}
