using VfioActors.Behaviors.Values;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;
using VfioActors.Exploration;

namespace VfioActors.Cli.Judgements;

/// <summary>The judge for people: each difference as soon as it is found, then what was compared.</summary>
internal sealed class JudgePage(Terminal terminal)
{
    private readonly Page _page = new(terminal);

    /// <summary>A difference.</summary>
    public void Found(DifferenceFound found)
    {
        var what = found.Scenario ?? $"program {found.Seed}";
        _page.Labelled("differs", $"{what}, delivery {found.Delivery}");
        foreach (var line in found.Differs) { _page.Labelled("", line); }
        if (found.Program.Count > 0) { _page.Head("smallest program that shows it, and what differs there"); }
        foreach (var line in found.Program) { _page.Line($"  {line}"); }
        _page.Labelled("again", found.Again);
        _page.Line();
        terminal.Output.Flush();
    }

    /// <summary>What it came to.</summary>
    public void End(Verdict verdict, JudgeDocument all, int deliveries)
    {
        var many = Counted.Grouped(all.OrdersMax, "order");
        if (all.Programs > 0)
        {
            _page.Labelled("programs", $"{Counted.Grouped(all.Programs, "generated program")} from seed {all.Seed} in "
                + $"{Counted.Grouped(deliveries, "delivery mode")}: {Amount.Number(all.Compared)} compared, "
                + $"{Amount.Number(all.TooLarge)} too large (more than {many})");
        }

        if (all.ScenariosCompared + all.ScenariosTooLarge > 0)
        {
            _page.Labelled("scenarios", $"{Counted.Grouped(all.ScenariosCompared, "case")} compared, "
                + $"{Amount.Number(all.ScenariosTooLarge)} too large (more than {many})");
            var large = all.NamesTooLarge.CountBy(words => words.Split(' ')[0]);
            foreach (var (name, cases) in large)
            {
                _page.Labelled("too large", $"{name}, {Counted.Grouped(cases, "case")}");
            }
        }

        _page.Labelled("brute force", $"{Counted.Grouped(all.Orders, "order")}, {Amount.Seconds(all.Seconds)}");
        _page.Answer(verdict, $", {Counted.Grouped(all.Differences.Count, "difference")}"
            + (all.VerdictReason is { } reason ? $": {reason}" : ""));
    }
}
