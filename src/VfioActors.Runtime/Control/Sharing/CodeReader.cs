using System.Reflection;
using System.Reflection.Emit;

namespace VfioActors.Runtime.Control.Sharing;

/// <summary>Reads which members the code of a method names, in what way.</summary>
internal static class CodeReader
{
    private static readonly Dictionary<ushort, OpCode> Codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => unchecked((ushort)code.Value));

    /// <summary>The members; those that cannot be told are left out.</summary>
    internal static IEnumerable<(OpCode Code, MemberInfo Member)> MembersIn(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } body) { yield break; }
        for (var at = 0; at < body.Length;)
        {
            var value = body[at] == 0xFE ? (ushort)(0xFE00 | body[at + 1]) : body[at];
            var code = Codes[value];
            at += code.Size;
            if (code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok
                && Named(method, BitConverter.ToInt32(body, at)) is { } member)
            {
                yield return (code, member);
            }

            at += SizeOf(code.OperandType, body, at);
        }
    }

    private static int SizeOf(OperandType operand, byte[] body, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(body, at)),
        _ => 4,
    };

    private static MemberInfo? Named(MethodBase method, int token)
    {
        var ofType = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        try
        {
            return method.Module.ResolveMember(token, ofType, ofMethod);
        }
        catch (Exception failure) when (failure is ArgumentException or IOException or TypeLoadException
            or MissingMemberException or BadImageFormatException)
        {
            return null;
        }
    }
}
