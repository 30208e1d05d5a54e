using Akka.Actor;
using VfioActors.Runtime.Control.Dispatching;

namespace VfioActors.Runtime.Tests.Control.Applications;

/// <summary>Whoever asked may end that itself: whether before or behind the answer is for the strategy to say.</summary>
public sealed class CancelledAskTests
{
    [Theory]
    [InlineData("dpor")]
    [InlineData("dfs")]
    public void Both_the_answer_and_the_cancellation_come_first(string strategy) =>
        Assert.Equal(["answer", "cancelled"], Acting.Explored(Begin, strategy).Ends);

    private static void Begin(Stage stage, List<string> words)
    {
        var oracle = stage.Create(Heard.Of(me => me.On<string>(_ => me.From.Tell("answer"))), "oracle");
        stage.Tell(stage.Create(Heard.Of(me =>
        {
            CancellationTokenSource source = new();
            me.On<int>(_ =>
            {
                oracle.Ask<string>("?", source.Token).PipeTo(me.Me, failure: _ => "cancelled");
                me.Me.Tell(false);
            }).On<bool>(_ => source.Cancel()).On<string>(words.Add);
        }), "asker"), 1);
    }
}
