using System.Globalization;
using VfioActors.Behaviors;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Scenarios.Storms;

/// <summary>
/// A part of a storm as text: clients apart by slashes, the operations of one apart by commas, each a workload, a verb
/// of its own, an actor and the key of a thing there, such as <c>dmamap.unmap.c0.3</c>.
/// </summary>
public static class StormScript
{
    private const string Operation = @"[a-z]{1,16}\.[a-z]{1,16}\.[A-Za-z0-9-]{1,32}\.[0-9]{1,18}";
    private const string Client = $"{Operation}(,{Operation})*";
    private const int LengthMax = 1 << 20;

    /// <summary>What a script looks like.</summary>
    public static TextForm Form { get; } = new(
        $"^({Client}(/{Client})*)?$",
        "clients apart by '/', their operations apart by ',': WORKLOAD.VERB.ACTOR.KEY, such as dmamap.unmap.c0.3",
        LengthMax);

    /// <summary>Reads a script.</summary>
    /// <param name="script">The text, of the form <see cref="Form"/>.</param>
    /// <param name="mix">The workloads that there are.</param>
    /// <param name="topology">The actors.</param>
    /// <returns>What each client does.</returns>
    /// <exception cref="ArgumentException">There is no such workload, verb or actor, or no such key.</exception>
    public static IEnumerable<IReadOnlyList<StormCall>> Read(
        string script, IReadOnlyList<(StormWorkload Workload, int Share)> mix, Topology topology) =>
        from client in script.Split('/', StringSplitOptions.RemoveEmptyEntries)
        select (IReadOnlyList<StormCall>)[.. client.Split(',').Select(one => ReadOne(one, mix, topology))];

    /// <summary>Writes one operation.</summary>
    public static string Write(StormWorkload workload, in StormCall call, Topology topology) => string.Create(
        CultureInfo.InvariantCulture,
        $"{workload.Name}.{workload.Verbs[call.Verb]}.{topology.NameOf(call.Thing.At)}.{call.Thing.Key}");

    private static StormCall ReadOne(
        string operation, IReadOnlyList<(StormWorkload Workload, int Share)> mix, Topology topology)
    {
        var words = operation.Split('.');
        List<int> places = [.. Enumerable.Range(0, mix.Count).Where(place => mix[place].Workload.Name == words[0])];
        if (places.Count == 0)
        {
            throw Unknown(operation, "workload", mix.Select(one => one.Workload.Name).Distinct());
        }

        var verbs = mix[places[0]].Workload.Verbs;
        var verb = verbs.ToList().IndexOf(words[1]);
        if (verb < 0) { throw Unknown(operation, "verb", verbs); }
        _ = topology.TryFind(words[2], out var actor);
        var key = long.Parse(words[3], CultureInfo.InvariantCulture);

        // Each machine has a workload of the name, and knows its own actors.
        foreach (var place in places)
        {
            StormCall call = new(new(place, actor, key), verb, 0);
            if (mix[place].Workload.Knows(in call)) { return call; }
        }

        throw new ArgumentException($"the script says '{operation}', and {words[0]} knows no such thing");
    }

    private static ArgumentException Unknown(string operation, string what, IEnumerable<string> known) =>
        new($"the script says '{operation}', which names no {what}; there are {string.Join(", ", known)}");
}
