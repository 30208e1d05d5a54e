using VfioActors.Conformance.Operations;
using VfioActors.Conformance.Outcomes;
using VfioActors.Conformance.Recordings;

namespace VfioActors.Conformance.Reports;

/// <summary>Compares what one operation came to with what was recorded.</summary>
public static class OutcomeComparer
{
    private const string Nothing = "nothing";

    /// <summary>The facts that differ: the answer first, the others by name.</summary>
    public static IReadOnlyList<Difference> Compare(
        Operation operation, KernelVersion kernel, Outcome expected, Outcome got)
    {
        var events = TextOf(expected, IsUnordered(operation, kernel));
        var heard = TextOf(got, IsUnordered(operation, kernel));
        if (events == heard && expected.Values.Agrees(got.Values)) { return []; }
        var names = expected.Values.Keys.Union(got.Values.Keys)
            .OrderBy(name => name != Facts.Answer)
            .ThenBy(name => name, StringComparer.Ordinal);
        List<Difference> differences =
        [
            .. from name in names
               let wanted = expected.Values.GetValueOrDefault(name, Nothing)
               let found = got.Values.GetValueOrDefault(name, Nothing)
               where wanted != found && !IsOpen(name, expected)
               select new Difference(name, wanted, found),
        ];
        if (events != heard) { differences.Add(new(Facts.Events, events, heard)); }
        return differences;
    }

    /// <summary>How often the kernel said that it stopped is of its log, not of the model.</summary>
    private static bool IsOpen(string name, Outcome expected) => expected.IsFatal && name == Facts.Reports;

    /// <summary>Linux 5.10 takes the mappings of one unmap in the order of a tree, and promises no order.</summary>
    private static bool IsUnordered(Operation operation, KernelVersion kernel) =>
        kernel == KernelVersion.Linux5x10 && operation is ContainerOperation.Unmap;

    private static string TextOf(Outcome outcome, bool unordered)
    {
        if (outcome.Events.Count == 0) { return Nothing; }
        var texts = outcome.Events.Select(heard => heard.Text);
        return string.Join("; ", unordered ? texts.Order(StringComparer.Ordinal) : texts);
    }
}
