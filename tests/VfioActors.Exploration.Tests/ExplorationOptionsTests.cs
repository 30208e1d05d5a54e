namespace VfioActors.Exploration.Tests;

public sealed class ExplorationOptionsTests
{
    public static TheoryData<string, Func<ExplorationOptions>> Nonsense => new()
    {
        { "Runs", () => new() { Runs = -1 } },
        { "Deliveries", () => new() { Deliveries = -1 } },
        { "Memory", () => new() { Memory = -1 } },
        { "QueueMemory", () => new() { QueueMemory = -1 } },
        { "Preemptions", () => new() { Preemptions = -1 } },
        { "Workers", () => new() { Workers = 0 } },
    };

    /// <summary>"Held up to -1 preemptions" is no verdict.</summary>
    [Theory, MemberData(nameof(Nonsense))]
    public void What_makes_no_sense_is_refused_by_its_name(string name, Func<ExplorationOptions> make) =>
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(make).ParamName);

    [Fact]
    public void Nothing_is_a_bound()
    {
        ExplorationOptions options = new() { Runs = 0, Deliveries = 0, Memory = 0, QueueMemory = 0, Preemptions = 0 };
        Assert.Equal(0, options.Runs);
        Assert.Equal(0, options.Preemptions);
        Assert.Null(new ExplorationOptions().Runs);
        Assert.Equal(1, new ExplorationOptions().Workers);
    }
}
