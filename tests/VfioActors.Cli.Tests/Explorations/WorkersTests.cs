using System.Text.Json;
using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Tests.Explorations;

/// <summary>One search on several threads, by the command.</summary>
public sealed class WorkersTests
{
    [Fact]
    public void Dpor_on_two_threads_says_what_it_says_on_one()
    {
        var (one, two) = (Explored("--strategy", "dpor"), Explored("--strategy", "dpor", "--workers", "2"));
        Assert.Equal(ExitCode.Held, two.Code);
        foreach (var count in new[] { "runs", "brokenRuns", "redundantRuns", "deliveries", "cutRuns" })
        {
            Assert.Equal(CountOf(one, count), CountOf(two, count));
        }

        Assert.True(two.Document.GetProperty("complete").GetBoolean());
        Assert.Empty(HintsOf(two));
    }

    [Theory]
    [InlineData("breadth is not shared", "--strategy", "breadth")]
    [InlineData("a search with --symmetry is not shared", "--strategy", "stateful", "--symmetry")]
    [InlineData("a search with --preemptions is not shared", "--strategy", "stateful", "--preemptions", "1")]
    [InlineData("one that may go on in bits is not shared", "--at-memory", "bitstate", "--memory", "2000")]
    [InlineData("the runs of dpor are bounded when no strategy is asked for; --strategy dpor is shared")]
    public void Where_one_thread_searches_it_is_said(string why, params string[] words)
    {
        var note = $"--workers 3: one thread searched, since {why}";
        Assert.Equal([note], HintsOf(Explored([.. words, "--workers", "3"])));
        Assert.Empty(HintsOf(Explored(words)));
        var page = Answer.To(["explore", "aux-attach-detach", .. words, "--workers", "3"]).Output;
        Assert.Contains(note, string.Join(' ', page.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal);
    }

    private static Answer Explored(params string[] more) => Answer.To(["explore", "aux-attach-detach", .. more, "--json"]);

    private static long CountOf(Answer answer, string name) => answer.Document.GetProperty(name).GetInt64();

    private static IEnumerable<string?> HintsOf(Answer answer) =>
        answer.Document.GetProperty("hints").EnumerateArray().Select(static (JsonElement hint) => hint.GetString());
}
