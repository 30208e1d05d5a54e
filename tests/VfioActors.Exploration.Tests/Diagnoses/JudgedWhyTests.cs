using System.Text.RegularExpressions;
using VfioActors.Behaviors;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Diagnoses;

/// <summary>Random small programs, and what is said of why they break, judged by every run there is.</summary>
public sealed class JudgedWhyTests
{
    private const int RunsMax = 3_000;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_said_is_so(bool marks)
    {
        SortedDictionary<string, int> said = new(StringComparer.Ordinal);
        for (var seed = 0; seed < 120; seed++)
        {
            var setup = Made.Sketch(builder => Build(builder, seed, marks));
            if (EveryRun.Of(setup, RunsMax) is null) { continue; }
            var report = Made.Explored(setup, new DporStrategy(setup.Properties));
            foreach (var diagnosis in Investigator.Investigate(setup, report, new("test", "dpor", 1)))
            {
                var small = setup.With(setup.Arguments.Without(diagnosis.Trace.Header.Dropped));
                if (EveryRun.Of(small, RunsMax) is not { } runs) { continue; }
                var sentence = Judge(diagnosis, small, runs);
                said[sentence] = said.GetValueOrDefault(sentence) + 1;
            }
        }

        // Else the judge has judged nothing.
        Assert.True(said.Count >= 3, string.Join(", ", said));
    }

    /// <returns>Which sort of sentence it was.</returns>
    private static string Judge(Diagnosis diagnosis, Setup setup, IReadOnlyList<EveryRun.Ended> runs)
    {
        var violation = diagnosis.Trace.Header.Violation!;
        var (why, property) = (violation.Why, violation.Property);
        bool Breaks(EveryRun.Ended run) => run.Broken.Contains(property);
        if (why == "It is broken before anything happens.")
        {
            Assert.Empty(diagnosis.Trace.Steps);
            return "nothing";
        }

        if (why.Contains("one after the other", StringComparison.Ordinal)
            || why.Contains(" and then ", StringComparison.Ordinal))
        {
            var serial = runs.Where(run => IsSerial(setup, run.Order)).ToList();
            Assert.Contains(serial, Breaks);
            if (why.Contains("no race is needed", StringComparison.Ordinal)) { Assert.True(serial.All(Breaks), why); }
            var holds = why.EndsWith("hold otherwise.", StringComparison.Ordinal)
                || why.EndsWith("in the opposite order it holds.", StringComparison.Ordinal);
            if (holds) { Assert.Contains(serial, run => !Breaks(run)); }
            return holds ? "serial in some orders" : "serial";
        }

        if (why.Contains("no race is needed", StringComparison.Ordinal))
        {
            Assert.True(runs.All(Breaks), why);
            return "no race";
        }

        if (why.StartsWith("Only", StringComparison.Ordinal))
        {
            Assert.DoesNotContain(runs, run => IsSerial(setup, run.Order) && Breaks(run));
            return "overlap";
        }

        return violation.Race is null ? Counted(why, runs.Any(Breaks), runs.Any(run => !Breaks(run)))
            : Swapped(diagnosis, runs, why);
    }

    private static string Counted(string why, bool breaks, bool holds)
    {
        Assert.Contains("no swap of two steps", why, StringComparison.OrdinalIgnoreCase);
        Assert.True(breaks && holds, why);
        return "counted";
    }

    private static string Swapped(Diagnosis diagnosis, IReadOnlyList<EveryRun.Ended> runs, string why)
    {
        var race = diagnosis.Trace.Header.Violation!.Race!;
        List<StepKey> schedule = KeysOf(diagnosis, runs);
        StepPair pair = new(race.First, race.Second);
        var opposite = runs.Where(run => pair.IsSwappedIn(schedule, run.Order)).ToList();
        var isWeak = why.Contains("this claim holds", StringComparison.Ordinal);
        Assert.Contains(opposite, run => isWeak ? !run.Broken.Contains(diagnosis.Property) : run.Broken.Count == 0);
        if (!why.EndsWith("in the opposite order nothing breaks.", StringComparison.Ordinal)) { return "one swap"; }
        Assert.All(opposite, run => Assert.Empty(run.Broken));
        return "every swap";
    }

    /// <summary>The schedule of a trace: some run begins with it.</summary>
    private static List<StepKey> KeysOf(Diagnosis diagnosis, IReadOnlyList<EveryRun.Ended> runs)
    {
        var steps = diagnosis.Trace.Steps;
        bool Fits(StepKey key, int at) =>
            key.Kind.Name == steps[at].Message && key.Operation.Value == steps[at].Operation
            && key.To.Value == NumberOf(steps[at].To) && key.From.Value == NumberOf(steps[at].From);
        var run = runs.First(one => one.Order.Take(steps.Count).Select(Fits).All(fits => fits));
        return [.. run.Order.Take(steps.Count)];
    }

    private static int NumberOf(string name) => int.Parse(Regex.Match(name, "[0-9]+").Value) + 1;

    /// <summary>Whether no operation, or message of the start, goes on once another has begun.</summary>
    private static bool IsSerial(Setup setup, IReadOnlyList<StepKey> order)
    {
        var world = setup.MakeWorld();
        HashSet<Party> done = [];
        Party? now = null;
        foreach (var key in order)
        {
            world.Take(world.Enabled.ToArray().First(choice => world.KeyOf(choice) == key));
            var party = Party.Of(world, world.Depth - 1);
            if (party == now) { continue; }
            if (!done.Add(party)) { return false; }
            now = party;
        }

        return true;
    }

    /// <summary>Two servers, and two or three clients of which each sends a few tokens that may be passed on.</summary>
    private static void Build(ScenarioBuilder builder, int seed, bool marks)
    {
        SeededRandom random = new(seed, marks ? 1 : 2);
        for (var server = 0; server < 2; server++)
        {
            var other = new ActorId(2 - server);
            builder.Add($"a{server}", new SketchBehavior((state, envelope, outbox) =>
            {
                Hearing.Digits(state, envelope, outbox);
                if (envelope.Is(out ToyMessage.Token token) && token.Life > 0)
                {
                    outbox.Send(other, new ToyMessage.Token(token.Label, token.Life - 1));
                }
            }));
        }

        var clients = 1 + random.Below(3);
        for (var client = 2; client < 2 + clients; client++)
        {
            var sends = Enumerable.Range(0, 1 + random.Below(2))
                .Select(_ => (To: 1 + random.Below(2), Label: 1 + random.Below(3), Life: random.Below(2))).ToList();
            var script = builder.Script($"CPU{client}", ("SEND", 0));
            builder.Add($"a{client}", new SketchBehavior(starts: outbox =>
            {
                if (script.Count == 0) { return; }
                if (marks) { outbox.Serving = script[0].Id; }
                foreach (var (to, label, life) in sends)
                {
                    outbox.Send(new ActorId(to), new ToyMessage.Token(label, life));
                }
            }));
        }

        var (bad, modulus) = (random.Below(5), 3 + random.Below(4));
        builder.Claim(
            new Sketched.RestIs(view => Sketched.ValueOf(view, 1) % modulus != bad % modulus),
            new Sketched.Always(view =>
                (Sketched.ValueOf(view, 1) + Sketched.ValueOf(view, 2)) % (modulus + 2) != bad));
    }
}
