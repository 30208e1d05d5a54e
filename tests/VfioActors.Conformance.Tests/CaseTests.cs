using VfioActors.Conformance.Actors;
using VfioActors.Conformance.Recordings;
using VfioActors.Conformance.Reports;
using VfioActors.Conformance.Tests.Reference;

namespace VfioActors.Conformance.Tests;

/// <summary>
/// Cases that no recording at hand has, written by hand: the values in them are what the source of the kernel says, and
/// the reference comes to them by itself where it can keep a guest of that size.
/// </summary>
public sealed class CaseTests
{
    private static readonly string[] TooLarge = ["gibibyte-k6.1.jsonl", "lazy-k6.1.jsonl"];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Cases");

    private static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.jsonl")
        .Select(path => Path.GetFileName(path))
        .Order(StringComparer.Ordinal);

    public static TheoryData<string> All => [.. Names];

    /// <summary>There is no reference for the POWER platform.</summary>
    public static TheoryData<string> Small =>
    [
        .. Names.Except(TooLarge).Where(name => !name.StartsWith("spapr", StringComparison.Ordinal)),
    ];

    [Theory, MemberData(nameof(All))]
    public void The_behaviours_come_to_what_the_kernel_does(string name)
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            var order = seed;
            Check(name, header => new ActorPerformer(header, order));
        }
    }

    [Theory, MemberData(nameof(Small))]
    public void The_reference_comes_to_what_the_kernel_does(string name) => Check(name, header => new Machine(header));

    private static void Check(string name, Func<RecordingHeader, IPerformer> start)
    {
        var report = Conformity.Check(KernelRecordingReader.Read(Path.Combine(Folder, name)), start);

        Assert.Empty(report.CaseDifferences);
        Assert.NotEqual(0, report.Operations);
        Assert.Equal(report.Operations, report.Agreed);
    }
}
