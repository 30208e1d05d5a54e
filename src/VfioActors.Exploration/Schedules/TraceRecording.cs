using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Tracing;

namespace VfioActors.Exploration.Schedules;

/// <summary>Writes runs down.</summary>
internal static class TraceRecording
{
    /// <summary>The step that a choice would be, as it would stand in a trace, without fingerprint and notes.</summary>
    internal static TraceStep Expected(World world, Choice choice) =>
        StepOf(world, choice, world.MessageOf(choice), world.Depth);

    /// <summary>The last step of a world, complete.</summary>
    internal static TraceStep Taken(World world) =>
        StepOf(world, world.ChoiceAt(world.Depth - 1), world.Step(world.Depth - 1), world.Depth - 1) with
        {
            Fingerprint = world.Fingerprint,
            Notes = [.. world.Notes.Select(note => NoteOf(note, world.Step(world.Depth - 1).Operation))],
        };

    /// <summary>Runs a schedule and writes it down.</summary>
    internal static IReadOnlyList<TraceStep> Record(Setup setup, IReadOnlyList<StepKey> schedule)
    {
        var world = setup.MakeWorld();
        world.Listening = true;
        List<TraceStep> steps = [];
        foreach (var key in schedule)
        {
            var choice = world.Enabled.ToArray().First(candidate => world.KeyOf(candidate) == key);
            world.Take(choice);
            steps.Add(Taken(world));
        }

        return steps;
    }

    /// <summary>The header of a trace of a scenario.</summary>
    internal static TraceHeader HeaderOf(Setup setup, TraceOrigin origin) => new()
    {
        Product = origin.Product,
        Scenario = setup.Scenario.Name,
        Parameters = [.. setup.Arguments.Values],
        Defects = [.. setup.Arguments.Defects.Ids],
        Delivery = DeliveryNames.NameOf(setup.Delivery),
        Losses = setup.Faults.Losses,
        Repeats = setup.Faults.Repeats,
        AsksAll = setup.Arguments.AsksAll,
        Strategy = origin.Strategy,
        Seed = origin.Seed,
        Operations = [.. setup.Operations.Select(operation =>
            new TraceOperation(operation.Id.Value, operation.Client, operation.Text))],
        Dropped = [.. setup.Arguments.Dropped],
    };

    private static TraceNote NoteOf(Note note, OperationId served) =>
        note.Operation == served ? note.Text : new TraceNote(note.Text, note.Operation.Value);

    private static TraceStep StepOf(World world, Choice choice, in Envelope message, int number) => new()
    {
        Number = number,
        To = world.NameOf(message.To),
        From = world.NameOf(message.From),
        Message = message.Kind.Name,
        Fields = [.. message.Kind.FieldsOf(message).Select(field =>
            new TraceField(field.Name, ValueOf(world, field.Value)))],
        Cause = message.Cause,
        Operation = message.Operation.Value,
        Fate = world.FateOf(choice) switch
        {
            MessageFate.Lost => TraceStep.Lost,
            MessageFate.Repeated => TraceStep.Repeated,
            _ => null,
        },
        Fingerprint = 0,
    };

    private static TraceValue ValueOf(World world, object value) =>
        value is ActorId actor ? TraceValue.Of(world.NameOf(actor)) : TraceValue.From(value);
}
