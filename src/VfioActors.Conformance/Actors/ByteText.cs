using VfioActors.Conformance.Outcomes;

namespace VfioActors.Conformance.Actors;

/// <summary>Bytes that were read, put together from runs of equal ones; what no run tells is zero.</summary>
internal sealed class ByteText
{
    private readonly List<(ulong At, ulong Count, byte Value)> _runs = [];

    public void Add(ulong at, ulong count, int value) => _runs.Add((at, count, (byte)value));

    /// <summary>The bytes as recordings write them, with the runs that are recorded.</summary>
    public string Of(ulong length)
    {
        _runs.Sort();
        List<(ulong Count, byte Value)> joined = [];
        var end = 0UL;
        foreach (var (at, count, value) in _runs)
        {
            if (at > end) { Join(joined, at - end, 0); }
            Join(joined, count, value);
            end = at + count;
        }

        if (length > end) { Join(joined, length - end, 0); }
        return string.Join(' ', joined.Take(OutcomeBuilder.ByteRunsMax).Select(run => $"{run.Value}*{run.Count}"));
    }

    private static void Join(List<(ulong Count, byte Value)> runs, ulong count, byte value)
    {
        if (runs.Count > 0 && runs[^1].Value == value) { runs[^1] = (runs[^1].Count + count, value); }
        else { runs.Add((count, value)); }
    }
}
