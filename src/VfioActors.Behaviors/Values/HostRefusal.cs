namespace VfioActors.Behaviors.Values;

/// <summary>
/// A question of a behaviour to its host that may be answered by a refusal: memory, an id or a limit that an operation
/// asks for. The answer is a <c>Chosen</c> whose option is 0 when it is given, and
/// <see cref="RefusedOption"/> when it is not. What a behaviour asks without declaring it so is a free choice.
/// </summary>
/// <param name="Question">The number under which it is asked, see <c>Outbox.Choose</c>.</param>
/// <param name="What">What is asked for, such as "memory for the record of the device".</param>
/// <param name="Function">The function of the kernel that asks, such as <c>aux_domain_add_dev</c>.</param>
/// <param name="Error">The name of the error that a refusal is, such as ENOMEM.</param>
public sealed record HostRefusal(int Question, string What, string Function, string Error)
{
    /// <summary>The option of the answer that refuses.</summary>
    public const int RefusedOption = 1;
}
