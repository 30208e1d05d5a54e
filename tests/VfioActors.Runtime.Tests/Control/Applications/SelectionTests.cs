using Akka.Actor;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Testing;

namespace VfioActors.Runtime.Tests.Control.Applications;

/// <summary>
/// Whom a selection finds depends on who was made and ended, whichever way it goes, and also where it finds nobody.
/// </summary>
public sealed class SelectionTests
{
    private static readonly string[] One = ["", "p"];
    private static readonly string[] Several = ["", "p", "p q", "q", "q p"];

    /// <summary>Each parent makes one child when it is told; somebody selects all of them, or one.</summary>
    public static TheoryData<string, string[], string[]> Selections => new()
    {
        { "/user/p/child", ["p"], One },
        { "../p/child", ["p"], One },
        { "../../user/p/child", ["p"], One },
        { "../p/../p/child", ["p"], One },
        { "../p/*", ["p"], One },
        { "/user/p*/child", ["p"], One },
        { "/user/*/child", ["p"], One },
        { "../*/child", ["p", "q"], Several },
        { "/user/*/c*", ["p", "q"], Several },
    };

    [Theory, MemberData(nameof(Selections))]
    public void Every_strategy_finds_whom_it_may_find(string path, string[] parents, string[] ends)
    {
        foreach (var isFirst in new[] { true, false })
        {
            void Begin(Stage stage, List<string> words)
            {
                var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
                if (isFirst) { Select(stage, path); }
                foreach (var parent in parents)
                {
                    stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
                        me.Around.ActorOf(Heard.Of(its => its.On<char>(_ => log.Tell(parent))), "child"))), parent), 1);
                }

                if (!isFirst) { Select(stage, path); }
            }

            foreach (var strategy in new[] { "dpor", "dfs", "pos" })
            {
                Each.Equal($"{strategy} {isFirst}", string.Join("|", ends),
                    string.Join("|", Acting.Explored(Begin, strategy, parents.Length == 1 ? 2000 : 20_000).Ends));
            }
        }
    }

    private static void Select(Stage stage, string path) => stage.Tell(stage.Create(Heard.Of(me =>
        me.On<int>(_ => me.Around.ActorSelection(path).Tell('x'))), "seeker"), 1);
}
