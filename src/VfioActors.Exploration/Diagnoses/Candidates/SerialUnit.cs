using VfioActors.Exploration.Operations;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Diagnoses.Candidates;

/// <summary>What is done as a whole when things are done one after the other.</summary>
/// <param name="Client">Who does it: what one client does keeps its order.</param>
/// <param name="Text">What it is, in words.</param>
/// <param name="Parties">Whose steps belong to it.</param>
internal sealed record SerialUnit(string Client, string Text, IReadOnlySet<Party> Parties)
{
    /// <summary>
    /// The works of a run, in the order in which they begin: a group of operations that belong together is one, and
    /// where no operation is marked, what one message of the start leads to. What belongs to a work and did not come to
    /// be in this run, since it got stuck before, may come in another, and is part of it.
    /// </summary>
    /// <param name="byClient">Whether all that one client does is one work.</param>
    internal static IReadOnlyList<SerialUnit> Of(Candidate candidate, bool byClient)
    {
        List<(string Client, int Group, List<Party> Parties)> units = [];
        foreach (var party in PartiesOf(candidate))
        {
            var operation = Find(candidate, party);
            var client = operation?.Client ?? $"{party}";
            var group = byClient ? 0 : operation?.Group ?? party.Operation.Value;
            var known = units.FindIndex(work => work.Client == client && work.Group == group);
            if (known < 0) { units.Add((client, group, [party])); }
            else { units[known].Parties.Add(party); }
        }

        return
        [
            .. units.Select(work => new SerialUnit(
                work.Client,
                string.Join(", ", work.Parties.Select(party => TextOf(candidate, party))),
                work.Parties.Concat(Others(candidate, work.Client, byClient ? null : work.Group)).ToHashSet())),
        ];
    }

    /// <summary>What a client has to do, in one group or in all.</summary>
    private static IEnumerable<Party> Others(Candidate candidate, string client, int? group) =>
        candidate.Setup.Operations
            .Where(operation => operation.Client == client && (group is null || operation.Group == group)
                && !candidate.Setup.Arguments.Dropped.Contains(operation.Id.Value))
            .Select(operation => new Party(operation.Id, default));

    /// <summary>A party in words, such as <c>CPU0's ATTACH(D, dev0)</c>.</summary>
    internal static string TextOf(Candidate candidate, Party party)
    {
        if (!party.IsMarked)
        {
            var message = party.Root.Kind.Name;
            var (from, to) = (party.Root.From, party.Root.To);
            return $"{message[(message.LastIndexOf('.') + 1)..]} from {candidate.Setup.Topology.NameOf(from)} to "
                + candidate.Setup.Topology.NameOf(to);
        }

        return Find(candidate, party) is { } operation
            ? $"{operation.Client}'s {operation.Text}"
            : $"operation {party.Operation}";
    }

    private static ClientOperation? Find(Candidate candidate, Party party) =>
        candidate.Setup.Operations.FirstOrDefault(known => party.IsMarked && known.Id == party.Operation);

    /// <summary>Everybody who takes part, until all is at rest.</summary>
    private static List<Party> PartiesOf(Candidate candidate)
    {
        var world = candidate.Setup.MakeWorld();
        foreach (var key in candidate.Schedule)
        {
            world.Take(world.Enabled.ToArray().First(choice => world.KeyOf(choice) == key));
        }

        while (world.Enabled.Length > 0 && world.Depth < RunLimit.StepsMax) { world.Take(world.Enabled[0]); }
        return [.. Party.Each(world).Distinct()];
    }
}
