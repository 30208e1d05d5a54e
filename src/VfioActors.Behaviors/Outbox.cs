using System.Runtime.CompilerServices;
using System.Text;
using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors;

/// <summary>
/// What a step wants done. A behaviour fills it, the host empties it: this is the only way out of <c>Receive</c>.
/// </summary>
public sealed class Outbox
{
    private Effect[] _effects = new Effect[8];
    private Note[] _notes = new Note[4];
    private StringBuilder? _text;
    private int _effectCount;
    private int _noteCount;
    private ActorId _self;
    private Ticks _now;
    private Outbox? _outer;
    private int _step;

    /// <summary>Where the text of a note is built.</summary>
    internal StringBuilder Text => _text ??= new();

    /// <summary>Whether anybody reads notes. When not, <see cref="Note"/> builds no text.</summary>
    public bool Listening { get; set; }

    /// <summary>For hosts: what actors are called in notes; null for their numbers.</summary>
    public Func<ActorId, string>? NameOf { get; set; }

    /// <summary>
    /// The operation that what is sent next serves. It starts as the one of the message in hand; an actor that turns to
    /// the work of another operation in the same step says so here.
    /// </summary>
    public OperationId Serving { get; set; }

    /// <summary>
    /// The actor's own logical time. Who asks for it is told apart by it: orders that differ in nothing else are then
    /// no longer the same. To wait for something, set a timer.
    /// </summary>
    public Ticks Now
    {
        get
        {
            AskedTime = true;
            _outer?.AskedTime = true;
            return _now;
        }
    }

    /// <summary>For hosts: whether the behaviour asked for the time in this step.</summary>
    public bool AskedTime { get; private set; }

    /// <summary>The actor whose step it is.</summary>
    public ActorId Self => _self;

    /// <summary>The number of the step in hand; <see cref="Envelope.Unsent"/> at the start.</summary>
    public int Step => _step;

    /// <summary>What was asked so far, in order.</summary>
    public ReadOnlySpan<Effect> Effects => _effects.AsSpan(0, _effectCount);

    /// <summary>The notes left so far, in order.</summary>
    public ReadOnlySpan<Note> Notes => _notes.AsSpan(0, _noteCount);

    /// <summary>Sends a message.</summary>
    public void Send<T>(ActorId to, in T message)
        where T : unmanaged, IMessage => Next(EffectKind.Send, 0).Write(_self, to, Serving, _step, in message);

    /// <summary>
    /// Sends the actor itself a message when <paramref name="delay"/> has passed on its own clock. A timer cannot be
    /// taken back: give the message a generation, and ignore it when it comes too late.
    /// </summary>
    /// <param name="delay">Never negative.</param>
    public void After<T>(Ticks delay, in T message)
        where T : unmanaged, IMessage
    {
        Ensure.That(delay.Value >= 0, "a timer is never set in the past");
        Next(EffectKind.Timer, (_now + delay).Value).Write(_self, _self, Serving, _step, in message);
    }

    /// <summary>
    /// For hosts: sends an actor that takes part in the step a message later, as it would itself. Another's timer is
    /// set by the clock of the actor whose step it is, which is then asked for.
    /// </summary>
    public void After<T>(ActorId actor, Ticks delay, in T message)
        where T : unmanaged, IMessage
    {
        var now = actor == _self ? _now : Now;
        Next(EffectKind.Timer, (now + delay).Value).Write(actor, actor, Serving, _step, in message);
    }

    /// <summary>
    /// Asks the host to choose; the answer is a <see cref="Chosen"/> message to the actor. For what the model leaves
    /// open, such as an allocation that may fail.
    /// </summary>
    /// <param name="question">A number of the actor's own, given back with the answer.</param>
    /// <param name="options">How many options there are, at least 1.</param>
    public void Choose(int question, int options)
    {
        Ensure.That(options > 0, "a choice has at least one option");
        Next(EffectKind.Choice, options).Write(ActorId.Nobody, _self, Serving, _step, new Chosen(question, 0));
    }

    /// <summary>
    /// Leaves a note in the field's words, such as "frees pasid 5", for ladders. Costs nothing when nobody listens.
    /// </summary>
    public void Note([InterpolatedStringHandlerArgument("")] NoteText text)
    {
        if (Listening) { Add(new(Serving, text.ToStringAndClear())); }
    }

    /// <summary>For hosts: asks for what a behaviour asked of another box, as it stands.</summary>
    public void Pass(in Effect effect) => Next(effect.Kind, effect.Amount) = effect.Envelope;

    /// <summary>For hosts: sends a message that another box sent, as it stands.</summary>
    public void Pass(in Envelope envelope) => Next(EffectKind.Send, 0) = envelope;

    /// <summary>For hosts: leaves a note that was left in another box.</summary>
    public void Pass(Note note) => Add(note);

    /// <summary>For hosts: lets an actor go on with something, see <see cref="EffectKind.Task"/>.</summary>
    /// <param name="from">The actor that has it go on.</param>
    /// <param name="to">The actor that goes on.</param>
    /// <param name="place">From 0 to the number of actors.</param>
    public void Resume<T>(ActorId from, ActorId to, int place, in T message)
        where T : unmanaged, IMessage => Next(EffectKind.Task, place).Write(from, to, Serving, _step, in message);

    /// <summary>For hosts: another actor takes part in the step; what it sends it sends after this.</summary>
    public void TakePart(ActorId actor) => Next(EffectKind.TakePart, actor.Value) = default;

    /// <summary>
    /// For hosts: the step looks at or changes something that actors share beside their messages. Steps of which one
    /// changes what the other looks at or changes depend on each other.
    /// </summary>
    /// <param name="thing">Its number, below the number of <see cref="Topology.SharedThings"/>.</param>
    public void Touch(int thing, bool changes) => Next(changes ? EffectKind.Change : EffectKind.Look, thing) = default;

    /// <summary>For hosts: empties the box for one step.</summary>
    /// <param name="self">The actor whose step it is.</param>
    /// <param name="serving">The operation of the message in hand.</param>
    /// <param name="step">The number of the step; <see cref="Envelope.Unsent"/> at the start.</param>
    /// <param name="now">The actor's own time.</param>
    public void Open(ActorId self, OperationId serving, int step, Ticks now)
    {
        _self = self;
        _step = step;
        _effectCount = 0;
        _noteCount = 0;
        Serving = serving;
        _now = now;
        _outer = null;
        AskedTime = false;
    }

    /// <summary>For hosts: empties the box for the step for which another one is open.</summary>
    /// <param name="outer">Whoever asks this box for the time has asked that one.</param>
    public void Open(Outbox outer)
    {
        Open(outer._self, outer.Serving, outer._step, outer._now);
        _outer = outer;
    }

    private void Add(Note note)
    {
        if (_noteCount == _notes.Length) { Array.Resize(ref _notes, _noteCount * 2); }
        _notes[_noteCount++] = note;
    }

    /// <summary>Makes room for one more effect.</summary>
    /// <returns>Where its message goes.</returns>
    private ref Envelope Next(EffectKind kind, long amount)
    {
        if (_effectCount == _effects.Length) { Array.Resize(ref _effects, _effectCount * 2); }
        return ref _effects[_effectCount++].Write(kind, amount);
    }
}
