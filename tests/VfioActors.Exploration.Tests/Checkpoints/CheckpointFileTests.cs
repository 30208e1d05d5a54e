using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Tests.Diagnoses;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Tallies;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Checkpoints;

/// <summary>A file that is damaged, or of another search, is refused in one line that says where, or what differs.</summary>
public sealed class CheckpointFileTests : IDisposable
{
    private readonly KeptOnDisk _disk = new();

    /// <summary>What another search does otherwise, and what is said of it.</summary>
    public static TheoryData<string, Func<Setup>, string, ExplorationOptions> Others => new()
    {
        { "another scenario: ", () => Made.Toy(1), "stateful", new() },
        { "other parameters: clerks=2, not clerks=3", () => Made.Tally(3, 1), "stateful", new() },
        {
            $"other defects: none, not {TallyDefects.All[0].Id}", () => Made.Tally(2, 1, TallyDefects.All[0]),
            "stateful", new()
        },
        { "another strategy: stateful, not dfs", () => Made.Tally(2, 1), "dfs", new() },
        { "another seed: 1, not 2", () => Made.Tally(2, 1), "stateful", new() { Seed = 2 } },
        { "another number of workers: 1, not 2", () => Made.Tally(2, 1), "stateful", new() { Workers = 2 } },
        {
            "another --stop-at-first-violation: off, not on", () => Made.Tally(2, 1), "stateful",
            new() { StopsRuns = true }
        },
        {
            "other properties: ", () => Made.Tally(2, 1).Only("NoBrokenPromise"), "stateful", new()
        },
        {
            "another delivery: causal, not pair",
            () => Setup.Of(Made.Tally(2, 1).Scenario, Made.Tally(2, 1).Arguments, Delivery.Pair), "stateful", new()
        },
    };

    public void Dispose() => _disk.Dispose();

    [Theory, MemberData(nameof(Others))]
    public void Another_search_is_refused_by_what_differs(
        string difference, Func<Setup> setup, string strategy, ExplorationOptions options)
    {
        Write();
        var failure = Assert.Throws<CheckpointException>(() => Explorer.Explore(
            setup, made => StrategyCatalog.Make(strategy, 1, made.Properties)!,
            options with { From = Checkpoint.Open(_disk.Path) }));
        Assert.StartsWith(_disk.Path + ": ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(difference, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Theory]
    [InlineData("a b c", "a b", "also c")]
    [InlineData("a", "a b c", "without b c")]
    [InlineData("a b", "a c d", "b, not c d")]
    [InlineData("", "a", "none, not a")]
    [InlineData("a b", "", "a b, not none")]
    [InlineData("a b", "b a", "a b, not b a")]
    public void Of_two_lists_what_both_have_is_not_told(string kept, string asked, string difference)
    {
        static string[] List(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Write();
        var header = Checkpoint.Open(_disk.Path).Header with { Properties = List(kept) };
        Assert.Equal(
            $"the search that is kept has other properties: {difference}",
            header.Difference(header with { Properties = List(asked) }));
    }

    [Fact]
    public void Another_build_is_refused()
    {
        Write();
        var header = Checkpoint.Open(_disk.Path).Header;
        Assert.Null(header.Difference(header with { Runs = 7, Seconds = 1, RunsMax = 3, States = 9 }));
        Assert.Contains(
            "another build", header.Difference(header with { Model = "0123456789abcdef" }), StringComparison.Ordinal);
        Assert.Contains(
            "product version: 0.1.0, not 0.2.0", header.Difference(header with { Product = "0.2.0" }),
            StringComparison.Ordinal);
    }

    /// <summary>It is of one build, and has the same names: what is changed is what it was written down with.</summary>
    /// <param name="factor">What each label counts.</param>
    /// <param name="never">What the sum never is at rest.</param>
    [Theory]
    [InlineData(2, 8)]
    [InlineData(1, 7)]
    public void A_model_that_reads_something_else_than_before_is_refused(int factor, int never)
    {
        static ExplorationReport Explored(int factor, int never, ExplorationOptions options) => Explorer.Explore(
            () => Adding(factor, never), _ => new DfsStrategy(), options with { Keeps = true });
        Explored(1, 8, new() { Runs = 1 }).Unfinished!.Write(_disk.Path);
        ExplorationOptions goesOn = new() { From = Checkpoint.Open(_disk.Path) };
        Assert.Equal(Verdict.Held, Explored(1, 8, goesOn).Verdict);
        var refused = Assert.Throws<CheckpointException>(() => Explored(factor, never, goesOn));
        Assert.Matches("^[^\n]*: the same random runs come to something else than [^\n]*$", refused.Message);
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_refused_with_where()
    {
        var whole = Write();
        for (var length = 0; length < whole.Length; length += 1 + (length / 50))
        {
            File.WriteAllBytes(_disk.Path, whole[..length]);
            var failure = Assert.Throws<CheckpointException>(() => Resume());
            Assert.Matches("^[^\n]*: (line [12]|byte [0-9]+): [^\n]*$", failure.Message);
        }
    }

    [Fact]
    public void A_byte_that_is_changed_anywhere_is_noticed()
    {
        var whole = Write();
        for (var at = 0; at < whole.Length; at += 1 + (at / 100))
        {
            var changed = whole.ToArray();
            changed[at] ^= 0x10;
            File.WriteAllBytes(_disk.Path, changed);
            Assert.Throws<CheckpointException>(() => Resume());
        }
    }

    [Theory]
    [InlineData("", "line 1: the file ends within it: no checkpoint")]
    [InlineData("{\"formatVersion\":1}\n", "line 1: is not 'vfioactors-checkpoint 2': no checkpoint")]
    [InlineData("vfioactors-checkpoint 1\n{}\n", "line 1: format version 1, accepted is 2")]
    [InlineData("vfioactors-checkpoint 2\n[]\n", "line 2: is no header of a checkpoint, at its byte ")]
    [InlineData("vfioactors-checkpoint 2\nnull\n", "line 2: is no header of a checkpoint")]
    [InlineData("vfioactors-checkpoint 2\n{\"product\":\"0.1.0\"}\n", "line 2: is no header of a checkpoint")]
    public void What_is_no_checkpoint_is_refused(string text, string said)
    {
        File.WriteAllText(_disk.Path, text);
        var failure = Assert.Throws<CheckpointException>(() => Checkpoint.Open(_disk.Path));
        Assert.StartsWith($"{_disk.Path}: {said}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_never_ends_is_not_read_to_its_end()
    {
        File.WriteAllBytes(_disk.Path, [.. "vfioactors-checkpoint 2\n"u8, .. new byte[2 << 20]]);
        var failure = Assert.Throws<CheckpointException>(() => Checkpoint.Open(_disk.Path));
        Assert.EndsWith("line 2: is longer than 1048576 bytes: no checkpoint", failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_or_nothing_is_no_checkpoint()
    {
        var folder = Path.GetDirectoryName(_disk.Path)!;
        Assert.EndsWith("is a directory, and a checkpoint is expected",
            Assert.Throws<CheckpointException>(() => Checkpoint.Open(folder)).Message, StringComparison.Ordinal);
        Assert.EndsWith("there is no such file",
            Assert.Throws<CheckpointException>(() => Checkpoint.Open(_disk.Path)).Message, StringComparison.Ordinal);
        Assert.False(Checkpoint.IsOne(folder));
    }

    /// <summary>Counts are bounded by what is left of the file before anything of that size is made.</summary>
    [Fact]
    public void More_than_the_file_has_is_not_believed()
    {
        var header = Unfinished().Header;
        using (Tracing.Files.FileBeside file = new(_disk.Path))
        {
            CheckpointWriter writer = new(file, header);
            writer.Write(long.MaxValue);
            writer.Complete();
            file.Complete();
        }

        var failure = Assert.Throws<CheckpointException>(() => Resume());
        Assert.Contains("and only ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_searches_make_equal_files()
    {
        var one = Write();
        var time = Checkpoint.Open(_disk.Path).Header.Seconds;
        var other = Write();
        var otherTime = Checkpoint.Open(_disk.Path).Header.Seconds;
        Assert.Equal(one.Length - $"{time}".Length, other.Length - $"{otherTime}".Length);
    }

    private static Setup Adding(int factor, int never) => Made.Sketch(builder =>
    {
        var to = builder.Add("adds", new SketchBehavior(
            (state, envelope, _) => state.Value.Value += factor * Hearing.LabelOf(envelope)));
        for (var label = 1; label <= 3; label++)
        {
            ToyMessage.Token token = new(label, 0);
            builder.Add($"tells{label}", new SketchBehavior(starts: outbox => outbox.Send(to, token)));
        }

        builder.Claim(new Sketched.RestIs(view => view.State<ToyState>(to).Value.Value != never));
    });

    private static UnfinishedSearch Unfinished() => Explorer.Explore(
        () => Made.Tally(2, 1), _ => new StatefulStrategy(), new() { Keeps = true, Runs = 1 }).Unfinished!;

    private byte[] Write()
    {
        Unfinished().Write(_disk.Path);
        return File.ReadAllBytes(_disk.Path);
    }

    private ExplorationReport Resume() => Explorer.Explore(
        () => Made.Tally(2, 1), _ => new StatefulStrategy(), new() { From = Checkpoint.Open(_disk.Path) });
}
