using VfioActors.Exploration.Scenarios;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>What is done as a whole when things are done one after the other.</summary>
/// <param name="Client">Who does it: what one client does keeps its order.</param>
/// <param name="Text">What it is, in words.</param>
/// <param name="Parties">Whose steps belong to it.</param>
internal sealed record Work(string Client, string Text, IReadOnlySet<Party> Parties)
{
    /// <summary>
    /// The works of a run, in the order in which they begin: a group of operations that belong together is one, and
    /// where no operation is marked, what one message of the start leads to. What belongs to a work and did not come to
    /// be in this run, since it got stuck before, may come in another, and is part of it.
    /// </summary>
    /// <param name="byClient">Whether all that one client does is one work.</param>
    internal static IReadOnlyList<Work> Of(Suspect suspect, bool byClient)
    {
        List<(string Client, int Group, List<Party> Parties)> works = [];
        foreach (var party in PartiesOf(suspect))
        {
            var operation = Find(suspect, party);
            var client = operation?.Client ?? $"{party}";
            var group = byClient ? 0 : operation?.Group ?? party.Operation.Value;
            var known = works.FindIndex(work => work.Client == client && work.Group == group);
            if (known < 0) { works.Add((client, group, [party])); }
            else { works[known].Parties.Add(party); }
        }

        return
        [
            .. works.Select(work => new Work(
                work.Client,
                string.Join(", ", work.Parties.Select(party => TextOf(suspect, party))),
                work.Parties.Concat(Others(suspect, work.Client, byClient ? null : work.Group)).ToHashSet())),
        ];
    }

    /// <summary>What a client has to do, in one group or in all.</summary>
    private static IEnumerable<Party> Others(Suspect suspect, string client, int? group) =>
        suspect.Setup.Operations
            .Where(operation => operation.Client == client && (group is null || operation.Group == group)
                && !suspect.Setup.Arguments.Dropped.Contains(operation.Id.Value))
            .Select(operation => new Party(operation.Id, default));

    /// <summary>A party in words, such as <c>CPU0's ATTACH(D, dev0)</c>.</summary>
    internal static string TextOf(Suspect suspect, Party party)
    {
        if (!party.IsMarked)
        {
            var message = party.Root.Kind.Name;
            var (from, to) = (party.Root.From, party.Root.To);
            return $"{message[(message.LastIndexOf('.') + 1)..]} from {suspect.Setup.Topology.NameOf(from)} to "
                + suspect.Setup.Topology.NameOf(to);
        }

        return Find(suspect, party) is { } operation
            ? $"{operation.Client}'s {operation.Text}"
            : $"operation {party.Operation}";
    }

    private static ClientOperation? Find(Suspect suspect, Party party) =>
        suspect.Setup.Operations.FirstOrDefault(known => party.IsMarked && known.Id == party.Operation);

    /// <summary>Everybody who takes part, until all is at rest.</summary>
    private static List<Party> PartiesOf(Suspect suspect)
    {
        var world = suspect.Setup.MakeWorld();
        foreach (var key in suspect.Schedule)
        {
            world.Take(world.Enabled.ToArray().First(choice => world.KeyOf(choice) == key));
        }

        while (world.Enabled.Length > 0 && world.Depth < Explorer.StepsPerRunMax) { world.Take(world.Enabled[0]); }
        return [.. Enumerable.Range(0, world.Depth).Select(step => Party.Of(world, step)).Distinct()];
    }
}
