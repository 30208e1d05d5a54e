using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace VfioActors.Tracing;

/// <summary>
/// A short name for the bug that a minimized trace shows: the same whatever seed, strategy or version found it.
/// </summary>
/// <remarks>
/// It is made of the scenario, the defects to blame, the delivery and the steps; operations count by the order in which
/// they first appear. What is broken does not count: steps that break two properties are one bug. Neither do
/// parameters, operations that were left out, fingerprints of states and notes: where more devices come to the same
/// steps, that is the same bug. Two bugs of n have the same name with a chance of about n²/2³³.
/// </remarks>
public static class TraceName
{
    private const int Digits = 8;

    /// <summary>The name, in eight hexadecimal digits.</summary>
    /// <param name="trace">A minimized one: another order of the same steps is another name.</param>
    public static string Of(Trace trace)
    {
        StringBuilder text = new();
        var violation = trace.Header.Violation;
        Add(text, FileName(trace.Header.Scenario), trace.Header.Delivery);
        Add(text, [.. violation?.Defects ?? []]);

        // Before anything happens there are no steps to know a bug by.
        if (trace.Steps.Count == 0) { Add(text, violation?.Property ?? ""); }
        Dictionary<int, int> operations = new() { [TraceStep.NoOperation] = 0 };
        foreach (var step in trace.Steps)
        {
            operations.TryAdd(step.Operation, operations.Count);
            Add(text, step.To, step.From, step.Message, step.Fate ?? "", Text(step.Cause),
                Text(operations[step.Operation]));
            Add(text, [.. step.Fields.Select(field => $"{field.Name}={field.Value}")]);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..Digits];
    }

    /// <summary>Each with its length before it, so that no two lists come to the same text.</summary>
    private static void Add(StringBuilder text, params IReadOnlyList<string> words)
    {
        text.Append(CultureInfo.InvariantCulture, $"{words.Count}:");
        foreach (var word in words) { text.Append(CultureInfo.InvariantCulture, $"{word.Length}:{word}"); }
    }

    /// <summary>A scenario that is a file counts by the file's name: where it is, is of one machine.</summary>
    private static string FileName(string scenario) => scenario[(scenario.LastIndexOfAny(['/', '\\']) + 1)..];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
