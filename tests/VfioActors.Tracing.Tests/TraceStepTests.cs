namespace VfioActors.Tracing.Tests;

public sealed class TraceStepTests
{
    private static readonly TraceStep Step =
        Traces.Step(4, "client0>domain0", "AuxDomain.Attach", 1, ("device", 5)).After(2, "reads defaultPasid=5");

    /// <summary>A step, and where it differs.</summary>
    public static TheoryData<TraceStep, string?> Others => new()
    {
        { Step with { Fingerprint = 1, Notes = [], Fields = [new("device", TraceValue.Of(5))] }, null },
        { Step with { To = "domain1" }, "receiver domain0 expected, domain1 found" },
        { Step with { From = "host" }, "sender client0 expected, host found" },
        { Step with { Message = "AuxDomain.Detach" }, "message AuxDomain.Attach expected, AuxDomain.Detach found" },
        { Step with { Fields = [new("device", TraceValue.Of(6))] }, "fields (device=5) expected, (device=6) found" },
        {
            Step with { Fields = [new("device", TraceValue.Of("5"))] },
            """fields (device=5) expected, (device="5") found"""
        },
        { Step with { Fields = [] }, "fields (device=5) expected, () found" },
        { Step with { Cause = 3 }, "cause 2 expected, 3 found" },
        { Step with { Operation = 0 }, "operation 1 expected, 0 found" },
    };

    [Theory, MemberData(nameof(Others))]
    public void A_step_says_where_another_differs(TraceStep other, string? difference)
    {
        Assert.Equal(difference, Step.DifferenceFrom(other));
        Assert.Equal(difference is null, Step.SameStepAs(other));
    }

    [Fact]
    public void A_step_in_short_names_receiver_message_and_values() =>
        Assert.Equal("domain0: AuxDomain.Attach(5)", Step.ToString());

    /// <summary>A field of a message, and how a trace holds it.</summary>
    public static TheoryData<object, TraceValue> Values => new()
    {
        { 5, TraceValue.Of(5) },
        { (byte)5, TraceValue.Of(5) },
        { ulong.MaxValue, TraceValue.Of("18446744073709551615") },
        { long.MinValue, TraceValue.Of(long.MinValue) },
        { DayOfWeek.Monday, TraceValue.Of("Monday") },
        { "text", TraceValue.Of("text") },
        { true, TraceValue.Of("True") },
    };

    [Theory, MemberData(nameof(Values))]
    public void Any_field_of_a_message_has_a_value(object field, TraceValue value) =>
        Assert.Equal(value, TraceValue.From(field));
}
