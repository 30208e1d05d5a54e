using Akka.Actor;
using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Hosting.Doors;
using VfioActors.Hosting.Kernels;
using VfioActors.Remote.Wire;
using VfioActors.Runtime.Dispatch;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Remote.Tests.Wire;

[Collection(nameof(Wires))]
public sealed class RoundTripTests(Wires wires)
{
    [Theory, InlineData(false), InlineData(true)]
    public void A_message_of_every_kind_comes_back(bool hyperion)
    {
        Assert.True(Samples.Kinds.All.Count() > 200);
        foreach (var message in Samples.Kinds.All.SelectMany(Samples.Of))
        {
            Assert.Equal(message, wires.Back(message, hyperion));
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Calls_and_answers_of_every_kind_come_back(bool hyperion)
    {
        foreach (var kind in Samples.Kinds.All)
        {
            var message = Samples.Made(kind, 0);
            Assert.Equal(new WholeCall(message), wires.Back(new WholeCall(message), hyperion));
            var answer = (WholeAnswer)wires.Back(new WholeAnswer([message, message], message), hyperion);
            Assert.Equal([message, message], answer.Parts);
            Assert.Equal(message, answer.End);
        }
    }

    [Fact]
    public void An_envelope_comes_back_with_who_sent_it_to_whom_and_why()
    {
        ContainerMessage.Map map = new(new(0x1000), new(0x2000), new(4096), MapModes.ReadWrite, new(3));
        var back = (PooledEnvelope)wires.Back(
            new PooledEnvelope(Envelope.Of(new(7), new(9), new OperationId(5), Envelope.Unsent, map)), false);
        Assert.Equal(new ActorId(7), back.Envelope.From);
        Assert.Equal(new ActorId(9), back.Envelope.To);
        Assert.Equal(new OperationId(5), back.Envelope.Operation);
        Assert.Equal(Envelope.Unsent, back.Envelope.Cause);
        Assert.Equal(map, back.Envelope.Read<ContainerMessage.Map>());
    }

    [Fact]
    public void Who_an_actor_is_comes_back()
    {
        var guardian = wires.System.Guardian;
        object[] things =
        [
            new FindActor("c0"), new FoundActor("c0", guardian, new(4)), new FoundActor("no", ActorRefs.Nobody, default),
            new FindDevice("dev0"), new FoundDevice("dev0", new DeviceId(0)), new FoundDevice("no", null),
        ];
        Assert.All(things, thing => Assert.Equal(thing, wires.Back(thing, false)));
    }

    [Fact]
    public void Fields_are_those_that_traces_have()
    {
        foreach (var kind in Samples.Kinds.All)
        {
            var pooled = Samples.Enveloped(kind);
            var traced = pooled.Envelope.Kind.FieldsOf(pooled.Envelope).Select(field => field.Name);
            var wired = kind.Layout.Fields.Select(field => field.Name.Split('.')[0]).Distinct();
            Assert.Equal(traced, wired);
        }
    }

    [Fact]
    public void A_call_that_nobody_here_knows_comes_as_such()
    {
        var back = (WholeCall)wires.Back(new WholeCall("what no protocol has"), false);
        Assert.Equal("?String", Assert.IsType<UnknownCall>(back.Message).Kind);
    }

    [Fact]
    public void An_answer_that_is_too_long_is_refused_instead()
    {
        ContainerMessage.Bits part = new(new(ulong.MaxValue), new(ulong.MaxValue));
        List<object> parts = [.. Enumerable.Repeat((object)part, 10_000)];
        WholeAnswer answer = new(parts, new ContainerMessage.Done(0, Errno.None, 1));
        var back = (WholeAnswer)wires.Back(answer, false);
        Assert.Empty(back.Parts);
        Assert.Equal(new ContainerMessage.Done(0, Errno.E2BIG, 1), back.End);
    }
}
