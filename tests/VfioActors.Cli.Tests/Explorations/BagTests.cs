using VfioActors.Cli.Terminals;
using VfioActors.Tracing;

namespace VfioActors.Cli.Tests.Explorations;

/// <summary>Messages without order, lost and repeated, by the command.</summary>
public sealed class BagTests : IDisposable
{
    private readonly Desk _desk = new();

    [Fact]
    public void A_bag_is_explored_by_its_states_and_holds_where_the_protocol_does()
    {
        var found = Explored("--json").Document;
        Assert.Equal("bag", found.GetProperty("delivery").GetString());
        Assert.Equal("stateful", found.GetProperty("strategy").GetString());
        Assert.Equal("held", found.GetProperty("verdict").GetString());
        Assert.Equal(0, found.GetProperty("losses").GetInt32());
        Assert.Equal(0, found.GetProperty("repeats").GetInt32());
    }

    [Fact]
    public void What_a_lost_message_breaks_is_traced_and_replayed()
    {
        var answer = Explored("--losses", "1", "--json");
        Assert.Equal(ExitCode.Broken, answer.Code);
        Assert.Equal(1, answer.Document.GetProperty("losses").GetInt32());
        var trace = Directory.GetFiles(_desk.Folder, "*.vtrace")[0];
        var read = TraceReader.ReadFile(trace);
        Assert.Equal("bag", read.Header.Delivery);
        Assert.Equal(1, read.Header.Losses);
        Assert.Equal(0, read.Header.Repeats);
        Assert.Single(read.Steps, step => step.Fate == TraceStep.Lost);
        Assert.Equal(ExitCode.Broken, Answer.To("replay", trace, "--assembly", Desk.UsersAssembly).Code);
        var shown = Answer.To("show", trace, "--as", "ladder").Output;
        Assert.Contains("bag delivery (at most 1 lost, 0 repeated)", shown, StringComparison.Ordinal);
        Assert.Contains(" is lost", shown, StringComparison.Ordinal);
        var refused = Answer.To("replay", trace, "--assembly", Desk.UsersAssembly, "--host", "akka");
        Assert.Equal(ExitCode.Usage, refused.Code);
        Assert.Contains("the trace has delivery bag", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--strategy dpor --delivery bag", "--strategy dpor cannot be used here: dpor finds the other orders")]
    [InlineData("--losses 1", "--losses and --repeats are of --delivery bag: causal loses and repeats nothing")]
    [InlineData("--repeats 1 --delivery pair", "are of --delivery bag: pair loses and repeats nothing")]
    [InlineData("--losses 1001 --delivery bag", "--losses")]
    [InlineData("--repeats -1 --delivery bag", "--repeats")]
    public void What_a_bag_is_not_for_is_refused_in_words(string words, string complaint)
    {
        var answer = Answer.To(
            ["explore", "bank-deposits", "--assembly", Desk.UsersAssembly, "--out", _desk.Folder, .. words.Split(' ')]);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains(complaint, answer.Error, StringComparison.Ordinal);
        Assert.Single(answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    public void Dispose() => _desk.Dispose();

    private Answer Explored(params string[] more) => Answer.To(
    [
        "explore", "bank-deposits", "--assembly", Desk.UsersAssembly, "--out", _desk.Folder, "--delivery", "bag",
        .. more,
    ]);
}
