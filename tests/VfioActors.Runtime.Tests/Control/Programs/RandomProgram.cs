namespace VfioActors.Runtime.Tests.Control.Programs;

/// <summary>A small program of real actors, drawn at random.</summary>
/// <param name="Tables">For each actor what it does with the messages 0, 1, ….</param>
/// <param name="First">Who is told what when a run begins.</param>
internal sealed record RandomProgram(IReadOnlyList<Act[][]> Tables, IReadOnlyList<(int Actor, int Number)> First)
{
    private const int ActorsMax = 3;
    private const int MessagesMax = 3;
    private const int ActsMax = 2;

    internal static RandomProgram Of(int seed)
    {
        Random random = new(seed);
        var actors = random.Next(2, ActorsMax + 1);
        List<Act[][]> tables = [];
        for (var actor = 0; actor < actors; actor++)
        {
            tables.Add([.. Enumerable.Range(0, MessagesMax).Select(number => Acts(random, actors, number))]);
        }

        var first = random.Next(1, 3);
        return new(tables,
            [.. Enumerable.Range(0, first).Select(_ => (random.Next(actors), random.Next(1, MessagesMax)))]);
    }

    internal static string NameOf(int actor) => $"{(char)('a' + actor)}";

    public override string ToString() => string.Join("; ",
    [
        .. Tables.SelectMany((table, actor) => table.Select((acts, number) =>
            acts.Length == 0 ? "" : $"{NameOf(actor)} {number}: {string.Join(", ", acts)}")).Where(text => text != ""),
        $"first {string.Join(", ", First)}",
    ]);

    private static Act[] Acts(Random random, int actors, int number)
    {
        if (number == 0) { return []; }
        var deeds = Enum.GetValues<Deed>();
        return
        [
            .. Enumerable.Range(0, random.Next(1, ActsMax + 1)).Select(_ =>
                new Act(deeds[random.Next(deeds.Length)], random.Next(actors), random.Next(number))),
        ];
    }
}
