using System.Globalization;
using VfioActors.Conformance.Actors;
using VfioActors.Conformance.Recordings;
using VfioActors.Conformance.Reports;

namespace VfioActors.Conformance.Tests;

public sealed class LongRecordingTests
{
    private const int OperationsUsually = 20_000;

    /// <summary>VFIOACTORS_OPERATIONS says how many.</summary>
    private static int Operations =>
        int.TryParse(
            Environment.GetEnvironmentVariable("VFIOACTORS_OPERATIONS"), NumberStyles.None,
            CultureInfo.InvariantCulture, out var all)
            ? all
            : OperationsUsually;

    /// <summary>
    /// VFIOACTORS_RECORDING says where the recording goes and stays, for the program to be measured with.
    /// </summary>
    [Fact]
    public void A_long_recording_is_agreed_with_and_each_operation_costs_what_the_first_ones_did()
    {
        var kept = Environment.GetEnvironmentVariable("VFIOACTORS_RECORDING");
        var path = kept ?? Path.GetTempFileName();
        try
        {
            using (var file = File.Create(path)) { LongRecording.Write(file, Operations); }
            var (first, last) = Perform(path, Operations);

            // What is allocated is counted, not timed: it is the same on any machine. A square would double it.
            Assert.InRange((double)last / first, 0.5, 1.25);
        }
        finally
        {
            if (kept is null) { File.Delete(path); }
        }
    }

    /// <returns>What the first and the second half allocated, but for the very first operations.</returns>
    private static (long First, long Last) Perform(string path, int operations)
    {
        using var stream = RecordingStream.Open(path);
        Conformity conformity = new(stream.Header, header => new ActorPerformer(header, 1));
        SortedDictionary<int, long> allocated = new() { [1000] = 0, [operations / 2] = 0, [operations - 1000] = 0 };
        foreach (var line in stream.ReadLines())
        {
            conformity.Take(in line);
            if (!allocated.ContainsKey(conformity.Operations)) { continue; }
            allocated[conformity.Operations] = GC.GetAllocatedBytesForCurrentThread();
        }

        Assert.Empty(conformity.Report.CaseDifferences);
        Assert.InRange(conformity.Report.Agreed, operations, operations + 8);
        long[] marks = [.. allocated.Values];
        return (marks[1] - marks[0], marks[2] - marks[1]);
    }
}
