using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Tests.Protocols.Drawn;

/// <summary>
/// A small model as data: actors that count, are held, let others wait and pass on; clients that ask. What a rule does
/// is here, once; what becomes of it in which order is for the product to say, and for <see cref="PlainWorld"/>.
/// </summary>
internal sealed class DrawnModel
{
    private const int Counts = 3;

    private readonly Dictionary<PlainKind, List<DrawnRule>>[] _actors;

    private DrawnModel(Dictionary<PlainKind, List<DrawnRule>>[] actors, List<List<DrawnRequest>>[] clients) =>
        (_actors, Clients) = (actors, clients);

    internal required Delivery Delivery { get; init; }

    internal int Actors => _actors.Length;

    /// <summary>Of each client its operations, each of them some requests.</summary>
    internal List<List<DrawnRequest>>[] Clients { get; }

    /// <summary>Whether all clients do the same.</summary>
    internal required bool AreEqual { get; init; }

    /// <summary>No actor of the first number ever counts the second while it is held.</summary>
    internal required (int Actor, int Count) Never { get; init; }

    /// <summary>What actors do not count together at rest, by its remainder.</summary>
    internal required int NeverAtRest { get; init; }

    /// <summary>The kinds that an actor hears.</summary>
    internal IEnumerable<PlainKind> KindsOf(int actor) => _actors[actor].Keys;

    /// <summary>What an actor does.</summary>
    /// <param name="sent">Takes what it sends, to which the host adds whom it serves.</param>
    /// <returns>Its next state.</returns>
    /// <exception cref="InvalidOperationException">It throws.</exception>
    internal PlainState Step(int actor, PlainState state, PlainMessage heard, List<PlainMessage> sent)
    {
        foreach (var rule in _actors[actor][heard.Kind])
        {
            if (rule.Count >= 0 && rule.Count != state.Count) { continue; }
            if (rule.IfHeld is { } held && held != (state.Holder != 0)) { continue; }
            state = Acted(rule, actor + 1, state, heard, sent);
        }

        return state;
    }

    private static PlainState Acted(
        DrawnRule rule, int self, PlainState state, PlainMessage heard, List<PlainMessage> sent)
    {
        void Send(PlainKind kind, int number, int to) =>
            sent.Add(new(kind, number, kind == PlainKind.Second ? heard.From : 0, self, to));
        switch (rule.Act)
        {
            case DrawnAct.Add: return state with { Count = (state.Count + rule.Number) % Counts };
            case DrawnAct.Take: return state with { Count = heard.Number % Counts };
            case DrawnAct.Hold: return state with { Holder = heard.From };
            case DrawnAct.Free: return state with { Holder = 0 };
            case DrawnAct.Wait: return state with { Waiter = heard.From };
            case DrawnAct.Throw: throw new InvalidOperationException("it throws");
            case DrawnAct.Answer: Send(PlainKind.Answer, state.Count, heard.From); break;
            case DrawnAct.Forward: Send(PlainKind.Second, state.Count, rule.Number + 1); break;
            case DrawnAct.AskHost: Send(PlainKind.Chosen, rule.Number, self); break;
            case DrawnAct.SetTimer: Send(PlainKind.Timer, rule.Number, self); break;
            case DrawnAct.AnswerWho when heard.Who != 0: Send(PlainKind.Answer, state.Count, heard.Who); break;
            case DrawnAct.Wake when state.Waiter != 0:
                Send(PlainKind.Answer, state.Count, state.Waiter);
                return state with { Waiter = 0 };
            default: break;
        }

        return state;
    }

    /// <summary>The model of a number.</summary>
    internal static DrawnModel Draw(int number, bool areEqual)
    {
        SeededRandom random = new(number, 29);
        var actors = 1 + random.Below(3);
        var rules = Enumerable.Range(0, actors).Select(_ => RulesOf(random, actors)).ToArray();
        var clients = new List<List<DrawnRequest>>[2 + random.Below(2)];
        for (var client = 0; client < clients.Length; client++)
        {
            clients[client] = areEqual && client > 0 ? clients[0]
                : [.. Enumerable.Range(0, 1 + random.Below(2)).Select(_ => RequestsOf(random, actors))];
        }

        // A bag cannot be searched with symmetry, and one queue an actor makes equal clients differ.
        return new(rules, clients)
        {
            AreEqual = areEqual,
            Delivery = areEqual ? (Delivery)random.Below(2) : (Delivery)random.Below(4),
            Never = (random.Below(actors), random.Below(Counts)),
            NeverAtRest = random.Below(Counts),
        };
    }

    private static List<DrawnRequest> RequestsOf(SeededRandom random, int actors) =>
        [.. Enumerable.Range(0, 1 + random.Below(2)).Select(at => new DrawnRequest(
            random.Below(actors), (PlainKind)random.Below(2), random.Below(Counts), at > 0 && random.Below(2) == 0))];

    private static Dictionary<PlainKind, List<DrawnRule>> RulesOf(SeededRandom random, int actors)
    {
        Dictionary<PlainKind, List<DrawnRule>> rules = new()
        {
            [PlainKind.First] = Lines(random, actors),
            [PlainKind.Second] = Lines(random, actors),
        };
        if (random.Below(4) == 0) { AddLock(rules); }
        if (random.Below(4) == 0) { AddOwn(rules, PlainKind.Chosen, DrawnAct.AskHost, random); }
        if (random.Below(4) == 0) { AddOwn(rules, PlainKind.Timer, DrawnAct.SetTimer, random); }
        if (random.Below(3) == 0) { rules[PlainKind.Answer] = [new(-1, null, DrawnAct.Take, 0)]; }
        return rules;
    }

    private static List<DrawnRule> Lines(SeededRandom random, int actors)
    {
        var lines = Enumerable.Range(0, random.Below(3)).Select(_ => new DrawnRule(
            random.Below(2) == 0 ? -1 : random.Below(Counts),
            random.Below(2) == 0 ? null : random.Below(2) == 0,
            (DrawnAct)random.Below((int)DrawnAct.AskHost),
            random.Below(actors))).ToList();
        if (random.Below(12) == 0) { lines.Add(new(2, null, DrawnAct.Throw, 0)); }
        if (random.Below(6) > 0) { lines.Add(new(-1, null, DrawnAct.Answer, 0)); }
        return lines;
    }

    private static void AddLock(Dictionary<PlainKind, List<DrawnRule>> rules)
    {
        rules[PlainKind.First] =
        [
            new(-1, true, DrawnAct.Wait, 0), new(-1, false, DrawnAct.Answer, 0), new(-1, false, DrawnAct.Hold, 0),
        ];
        rules[PlainKind.Second] =
        [
            new(-1, null, DrawnAct.Free, 0), new(-1, null, DrawnAct.Wake, 0), new(-1, null, DrawnAct.Answer, 0),
        ];
    }

    /// <summary>Has it ask the host, or set a timer, and says what it does then.</summary>
    private static void AddOwn(
        Dictionary<PlainKind, List<DrawnRule>> rules, PlainKind kind, DrawnAct act, SeededRandom random)
    {
        var asks = rules[(PlainKind)random.Below(2)];
        asks.Insert(random.Below(asks.Count + 1), new(random.Below(2) == 0 ? -1 : 0, null, act, 1 + random.Below(2)));
        rules[kind] = [new(-1, null, DrawnAct.Take, 0), new(-1, null, DrawnAct.Wake, 0)];
    }
}
