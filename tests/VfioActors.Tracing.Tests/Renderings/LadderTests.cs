using VfioActors.Testing;
using VfioActors.Tracing.Renderings;

namespace VfioActors.Tracing.Tests.Renderings;

public sealed class LadderTests
{
    private static readonly Trace Race = Traces.LastDetachAgainstNewAttach;

    [Fact]
    public void Last_detach_against_new_attach() => Golden.Verify("Renderings", Ladder(Race));

    [Fact]
    public void A_client_that_goes_on_gets_a_new_heading() => Golden.Verify("Renderings", Ladder(new(
        Traces.Header with
        {
            Operations =
            [
                new(1, "mdev1", "ATTACH(D, x)"), new(2, "mdev1", "DETACH(D, x)"), new(3, "mdev2", "ATTACH(D, x)"),
            ],
        },
        [
            Traces.Step(0, "mdev1>domain0", "AuxDomain.Attach", 1).After(-1, "x[5]=D"),
            Traces.Step(1, "mdev2>domain0", "AuxDomain.Attach", 3).After(-1, "auxRef 1->2"),
            Traces.Step(2, "mdev1>domain0", "AuxDomain.Detach", 2).After(-1, "x[5] cleared"),
            Traces.Step(3, "mdev2>unit0", "IommuUnit.Dma", 3).After(-1, "DMA tagged 5 faults"),
        ])));

    [Fact]
    public void Marked_steps_without_notes_show_their_message() => Golden.Verify("Renderings", Ladder(Race with
    {
        Steps = [.. Race.Steps.Select(step => step with { Notes = [] })],
    }));

    [Fact]
    public void Work_for_no_client_is_in_the_last_column() => Golden.Verify("Renderings", Ladder(Race with
    {
        Steps = [.. Race.Steps.Select(step => step.To == "allocator" ? step with { Operation = 0 } : step)],
    }));

    [Fact]
    public void Without_operations_each_actor_has_a_column_and_each_step_a_row() =>
        Golden.Verify("Renderings", Ladder(Race with
        {
            Header = Race.Header with { Operations = [], Dropped = [] },
            Steps = [.. Race.Steps.Select(step => step with { Operation = 0, Notes = step.Number < 3 ? [] : step.Notes })],
        }));

    [Fact]
    public void What_was_left_out_is_said_in_words_as_far_as_it_is_not_too_much()
    {
        var operations = Enumerable.Range(1, 9).Select(id => new TraceOperation(id, "CPU0", $"MAP({id})")).ToList();
        var header = Traces.Header with { Operations = operations, Dropped = [.. Enumerable.Range(2, 8)] };
        Assert.Contains("left out  CPU0's MAP(2); CPU0's MAP(3); CPU0's MAP(4); CPU0's MAP(5); CPU0's\n"
            + "          MAP(6); CPU0's MAP(7); 2 more\n", Ladder(new(header, [])), StringComparison.Ordinal);
    }

    [Fact]
    public void Four_clients_fit_side_by_side() => Golden.Verify("Renderings", Ladder(Clients(4)));

    [Fact]
    public void Many_clients_are_named_on_each_line() => Golden.Verify("Renderings", Ladder(Clients(9)));

    [Fact]
    public void A_trace_without_steps_is_its_header() =>
        Golden.Verify("Renderings", Ladder(new(Traces.Header, [])));

    [Fact]
    public void A_ladder_fits_a_mail_whatever_the_trace()
    {
        for (var seed = 0UL; seed < 2_000; seed++)
        {
            foreach (var line in Ladder(RandomTraces.Of(seed)).Split('\n'))
            {
                Assert.True(line.Length <= 78, $"seed {seed}: {line}");
                Assert.True(line.All(one => one is >= ' ' and <= '~'), $"seed {seed}: {line}");
                Assert.False(line.EndsWith(' '), $"seed {seed}: {line}");
            }
        }
    }

    private static Trace Clients(int count)
    {
        var ids = Enumerable.Range(1, count).ToList();
        var operations = ids.Select(id => new TraceOperation(id, $"vm{id}", $"ATTACH(D, dev{id})"));
        return new(Traces.Header with { Operations = [.. operations] }, [.. ids.Select(Attach)]);
    }

    private static TraceStep Attach(int id) => Traces.Step(id - 1, $"vm{id}>domain0", "AuxDomain.Attach", id)
        .After(-1, "reads defaultPasid=5", $"already has one, so device dev{id} joins its users");

    private static string Ladder(Trace trace)
    {
        using var output = new StringWriter();
        new LadderRenderer().Render(trace, output);
        return output.ToString();
    }
}
