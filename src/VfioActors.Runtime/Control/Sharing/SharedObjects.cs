using System.Reflection;
using Akka.Actor;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Sharing;

/// <summary>
/// Finds the objects that several actors could use beside their messages: those that can be changed, and that can be
/// reached from more than one, or came to more than one in a message. Of how actors use such an object nothing is seen,
/// unless they say so.
/// </summary>
internal sealed class SharedObjects(ActorPlaces places, Stage stage)
{
    /// <summary>So many are named, more are counted.</summary>
    private const int NamesMax = 3;

    private readonly SortedSet<string> _found = new(StringComparer.Ordinal);
    private readonly ObjectWalk _walk = new();
    private readonly List<(int From, int To, object Message)> _heard = [];
    private readonly List<(int Actor, BesideUse.Use Use)> _beside = [];
    private readonly SentMessages _sent = new(new());
    private long _rests;

    /// <summary>What was found, in words; null for nothing.</summary>
    internal string? Text => TextOf([.. _found, .. NamesOf(OutsideCalls.SharedBy)]);

    /// <summary>By which calls actors draw lots or read a clock, in words; null for none.</summary>
    internal string? Lots => TextOf(
        [.. NamesOf(OutsideCalls.LotOf).Union(_walk.Lots).Order(StringComparer.Ordinal)]);

    /// <summary>By which calls actors have something done on threads of their own, in words; null for none.</summary>
    internal string? Threads => TextOf(
        [.. NamesOf(OutsideCalls.ThreadOf).Union(_walk.Others).Order(StringComparer.Ordinal)]);

    /// <summary>
    /// Whether the run in hand is looked at. To look takes longer than the run, so it is done ever less often.
    /// </summary>
    private bool IsNext => (_rests & (_rests + 1)) == 0;

    /// <summary>
    /// Says by what code every run begins. What that shares or starts is there before the first step; what it draws
    /// by lot the actors have from then on.
    /// </summary>
    internal void BeginsBy(MethodInfo code) =>
        _walk.Calls.UnionWith(CodeFacts.UseOf(code).Calls.Where(called => OutsideCalls.LotOf(called) is not null));

    /// <summary>A run begins.</summary>
    internal void Begin()
    {
        _heard.Clear();
        _beside.Clear();
        _sent.Clear();
    }

    /// <summary>A run has begun.</summary>
    internal void Began()
    {
        if (!IsNext) { return; }
        _walk.Began();
        _sent.Began(stage.IsTold);
    }

    /// <summary>An actor is sent a message, which whoever sends it may change behind that.</summary>
    /// <param name="isBeginning">Whether that is before the first step.</param>
    internal void Sent(int to, object message, bool isBeginning)
    {
        if (!IsNext || to == 0 || message is string || message.GetType().IsPrimitive) { return; }
        if (isBeginning) { _sent.SentAhead(to, message); }
        else { _sent.Sent(to, message, stage.IsTold); }
    }

    /// <summary>A step of an actor is over.</summary>
    internal void Stepped(int by)
    {
        if (!IsNext) { return; }
        foreach (var (name, to) in _sent.ChangedBy(by))
        {
            SortedSet<int> both = [by, to];
            _found.Add($"{name} of {NamesOf(both)}");
        }
    }

    /// <summary>An actor is given a message, which it may change without keeping it.</summary>
    internal void Heard(int from, int to, object message)
    {
        if (IsNext && message is not string) { _heard.Add((from, to, message)); }
    }

    /// <summary>
    /// An actor is about to go on with something. What is done beside it while it may handle messages is done at one
    /// time with that.
    /// </summary>
    internal void GoesOn(int actor, ControlQueue queue, object? work)
    {
        if (!IsNext || work is null || queue.Mailbox is not { } mailbox || !OpenMailbox.Is(mailbox)) { return; }
        foreach (var use in BesideUse.Of(work)) { _beside.Add((actor, use)); }
    }

    /// <summary>A run is at rest.</summary>
    internal void Rested(LivingActors living)
    {
        if (IsNext) { Look(living); }
        _rests++;
    }

    /// <summary>Looks at the actors as they are.</summary>
    internal void Look(LivingActors living)
    {
        _walk.Begin(stage.System);
        Dictionary<object, (SortedSet<int> By, ObjectWalk.Reached As)> users = new(ReferenceEqualityComparer.Instance);
        foreach (var queue in living.All)
        {
            if (queue.IsGuardian || queue.Cell is not { IsTerminated: false } cell) { continue; }
            if (Idleness.ActorOf(cell) is not { } actor || !CodeFacts.IsOwn(actor.GetType())) { continue; }
            foreach (var reached in _walk.From(actor, cell, stage.IsTold))
            {
                UsersOf(reached).Add(places.PlaceOf(queue));
            }
        }

        foreach (var (from, to, message) in _heard)
        {
            foreach (var reached in _walk.From(message, stage.IsTold))
            {
                UsersOf(reached).Add(to);
                if (from > 0 && ObjectWalk.IsCancelling(reached.One)) { UsersOf(reached).Add(from); }
            }
        }

        foreach (var (actor, use) in _beside) { LookBeside(actor, use, one => users.GetValueOrDefault(one).By); }
        foreach (var (by, reached) in users.Values)
        {
            // What is within something that is shared is shared with it.
            var isWithin = reached.Outer is { } outer && users[outer].By.Count > 1;
            if (by.Count > 1 && !isWithin) { _found.Add($"{reached.Name} of {NamesOf(by)}"); }
        }

        SortedSet<int> UsersOf(ObjectWalk.Reached reached)
        {
            if (!users.TryGetValue(reached.One, out var known)) { users[reached.One] = known = ([], reached); }
            return known.By;
        }
    }

    /// <summary>Looks whether what was done beside an actor used what the actor uses too.</summary>
    /// <param name="usersOf">Who can reach an object, or a variable; null for nobody.</param>
    private void LookBeside(int actor, BesideUse.Use use, Func<object, SortedSet<int>?> usersOf)
    {
        var both = $"{places.Names[actor]} and of what it has done beside";
        var (holder, field) = use;
        if (holder is ActorBase)
        {
            if (CodeFacts.IsSetLater(field)) { _found.Add($"{NameOf(field)} of {both}"); }
        }
        else if (CodeFacts.IsSetLater(field) && IsActors(_walk.VariableOf(holder, field)))
        {
            _found.Add($"the variable {field.Name} of {both}");
        }

        if (BesideUse.IsContext(use)) { _found.Add($"the context of {both}"); }
        var value = field.GetValue(holder);
        if (value is null or ActorBase || CodeFacts.IsClosure(value.GetType())) { return; }
        foreach (var reached in _walk.From(value, stage.IsTold))
        {
            // What is within something that is used is used with it.
            if (IsActors(reached.One) && !IsActors(reached.Outer)) { _found.Add($"{reached.Name} of {both}"); }
        }

        bool IsActors(object? one) => one is not null && usersOf(one)?.Contains(actor) == true;
    }

    private static string NameOf(FieldInfo field) =>
        field.Name.StartsWith('<') && field.Name.IndexOf('>', StringComparison.Ordinal) is > 0 and var end
            ? $"the property {field.Name[1..end]}"
            : $"the field {field.Name}";

    private static string? TextOf(List<string> names) => names.Count switch
    {
        0 => null,
        <= NamesMax => string.Join(", ", names),
        _ => $"{string.Join(", ", names.Take(NamesMax))}, and {names.Count - NamesMax} more",
    };

    private List<string> NamesOf(Func<MethodBase, string?> textOf) =>
        [.. _walk.Calls.Select(textOf).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Actors by their names, the first of them.</summary>
    internal string NamesOf(IReadOnlyCollection<int> actors)
    {
        var names = actors.Take(NamesMax).Select(place => places.Names[place & ~ActorPlaces.Beside]).ToList();
        if (names.Count == 1) { return names[0]; }
        return actors.Count > NamesMax
            ? $"{string.Join(", ", names)} and {actors.Count - NamesMax} more"
            : $"{string.Join(", ", names[..^1])} and {names[^1]}";
    }
}
