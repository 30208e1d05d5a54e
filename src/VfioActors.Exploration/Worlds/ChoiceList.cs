using System.Numerics;
using System.Runtime.CompilerServices;
using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Exploration.Worlds.Refusals;

namespace VfioActors.Exploration.Worlds;

/// <summary>
/// The steps that could be next, in the order of their channels, and what each of them would be; listed again when
/// something moved.
/// </summary>
internal sealed class ChoiceList(Network network, MessageTable messages)
{
    /// <summary>Of what tells messages of a bag apart so much is left that it fits, and is positive.</summary>
    private const int ContentShift = 64 - 31 + FateBits;

    private const int FateBits = 2;

    private readonly ChannelTable _channels = network.Channels;
    private Choice[] _choices = new Choice[16];
    private Choice[] _all = [];
    private int _count;
    private bool _isListed;

    /// <summary>
    /// Of a bag: whether a message that could be handled is passed over, as it would do nothing; null for never.
    /// </summary>
    internal Func<Channel, bool>? PassesOver { get; init; }

    /// <summary>In which order members of sets begin; null for any.</summary>
    internal BeginOrder? Beginnings { get; set; }

    /// <summary>A message was sent or handled: the list is out of date.</summary>
    internal void Forget() => _isListed = false;

    /// <summary>The list; nothing when <paramref name="isOver"/>.</summary>
    internal ReadOnlySpan<Choice> List(bool isOver)
    {
        if (!_isListed)
        {
            _count = 0;
            _isListed = true;
            if (!isOver) { Gather(); }
        }

        return _choices.AsSpan(0, _count);
    }

    /// <summary>Whether a choice is an answer of the host: the option comes from the choice.</summary>
    internal bool IsAnswer(Choice choice) => _channels[choice.Channel].Kind == ChannelKind.Choices;

    /// <summary>Whether a choice is a timer's: it moves the clock of its actor.</summary>
    internal bool IsTimer(Choice choice) => _channels[choice.Channel].Kind == ChannelKind.Timers;

    /// <summary>How many options the next step of a channel has.</summary>
    internal int OptionsOf(int channel) =>
        _channels[channel] is { Kind: ChannelKind.Choices, Count: > 0 } asked
            ? AskLog.OptionsOf(asked.Head.Amount) : 1;

    /// <summary>The message of a choice, with its cause; for the host's answers without the option.</summary>
    internal Envelope MessageOf(Choice choice)
    {
        ref readonly var head = ref _channels[choice.Channel].Head;
        ref readonly var message = ref messages[head.Message];
        return message.Serving(message.Operation, head.Cause);
    }

    /// <summary>The host's answer to a question, with the option that a choice stands for and no cause.</summary>
    internal Envelope AnswerOf(Choice choice)
    {
        ref readonly var asked = ref messages[_channels[choice.Channel].Head.Message];
        return Envelope.Of(ActorId.Nobody, choice.Receiver, asked.Read<Chosen>() with { Option = choice.Option })
            .Serving(asked.Operation, Envelope.Unsent);
    }

    /// <summary>The number of what a choice would have handled; for an answer -1 when it has none.</summary>
    internal int NumberOf(Choice choice)
    {
        var channel = _channels[choice.Channel];
        return channel.Kind == ChannelKind.Choices ? messages.Find(AnswerOf(choice)) : channel.Head.Message;
    }

    /// <summary>What a choice is, or was, in words that hold for every world of the scenario.</summary>
    /// <param name="message">The number of its message.</param>
    internal StepKey KeyOf(int message, Choice choice)
    {
        ref readonly var said = ref messages[message];
        var channel = _channels[choice.Channel];
        var option = channel.Kind == ChannelKind.Tasks ? channel.From.Value
            : channel.IsBag ? ((int)(channel.Content >> ContentShift) << FateBits) | choice.Option
            : choice.Option;
        return new(said.To, said.From, said.Kind, said.Operation, option, channel.Kind);
    }

    private void Gather()
    {
        network.Recheck();
        var free = _channels.Free;
        for (var word = 0; word < free.Length; word++)
        {
            for (var bits = free[word]; bits != 0; bits &= bits - 1)
            {
                ref readonly var choice =
                    ref _channels.ChoiceAt((word << ChannelTable.WordShift) + BitOperations.TrailingZeroCount(bits));
                if (_count == _choices.Length) { Array.Resize(ref _choices, _count * 2); }
                if (choice.Option != 0) { AddOptions(choice); }
                else { _choices[_count++] = choice; }
            }
        }

        if (PassesOver is not null) { Sift(PassesOver); }
        if (Beginnings is not null) { HoldBack(Beginnings); }
    }

    /// <summary>Leaves out what must wait until others have begun.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void HoldBack(BeginOrder beginnings)
    {
        var (before, kept) = (_count, 0);
        for (var at = 0; at < before; at++)
        {
            if (!beginnings.HoldsBack(_choices[at].Channel)) { _choices[kept++] = _choices[at]; }
        }

        _count = kept;
        if (kept > 0 || before == 0) { return; }
        throw new InvalidOperationException("who is to begin first cannot, so nobody can");
    }

    /// <summary>
    /// Of a bag: leaves out what would do nothing, and says what else may become of the others. To find out what a
    /// message would do may take new channels, so nobody looks through the channels meanwhile.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Sift(Func<Channel, bool> passesOver)
    {
        if (_all.Length < _count) { _all = new Choice[_choices.Length]; }
        var all = _all.AsSpan(0, _count);
        _choices.AsSpan(0, _count).CopyTo(all);
        _count = 0;
        foreach (var choice in all)
        {
            var channel = _channels[choice.Channel];
            if (passesOver(channel)) { continue; }
            Add(choice);
            if (!channel.IsBag) { continue; }
            if (network.MayLose) { Add(choice with { Option = (int)MessageFate.Lost }); }
            if (network.MayRepeat) { Add(choice with { Option = (int)MessageFate.Repeated }); }
        }
    }

    private void Add(Choice choice)
    {
        if (_count == _choices.Length) { Array.Resize(ref _choices, _count * 2); }
        _choices[_count++] = choice;
    }

    private void AddOptions(Choice choice)
    {
        var amount = _channels[choice.Channel].Head.Amount;
        var (first, options) = (AskLog.FirstOption(amount), AskLog.OptionsOf(amount));
        while (_count + options > _choices.Length) { Array.Resize(ref _choices, _choices.Length * 2); }
        for (var option = 0; option < options; option++)
        {
            _choices[_count++] = choice with { Option = first + option };
        }
    }
}
