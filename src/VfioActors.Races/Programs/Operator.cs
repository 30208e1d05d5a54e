namespace VfioActors.Races.Programs;

/// <summary>The operators of expressions.</summary>
internal enum Operator
{
    /// <summary>Addition.</summary>
    Add,

    /// <summary>Subtraction.</summary>
    Subtract,

    /// <summary>Multiplication.</summary>
    Multiply,

    /// <summary>Division towards zero.</summary>
    Divide,

    /// <summary>The remainder of a division.</summary>
    Remainder,

    /// <summary>Bits of both.</summary>
    And,

    /// <summary>Bits of either.</summary>
    Or,

    /// <summary>Bits of one of them.</summary>
    Xor,

    /// <summary>Shifted to the left.</summary>
    ShiftLeft,

    /// <summary>Shifted to the right.</summary>
    ShiftRight,

    /// <summary>Whether they are equal.</summary>
    Equal,

    /// <summary>Whether they differ.</summary>
    Differ,

    /// <summary>Whether the left one is less.</summary>
    Less,

    /// <summary>Whether the left one is at most the right one.</summary>
    AtMost,

    /// <summary>Whether it is zero.</summary>
    Not,

    /// <summary>The other sign.</summary>
    Negate,

    /// <summary>The other bits.</summary>
    Complement,

    /// <summary>Whether it is an error in a pointer.</summary>
    IsError,

    /// <summary>A number of 32 bits shifted to the left.</summary>
    ShiftIntLeft,

    /// <summary>A number of 32 bits shifted to the right.</summary>
    ShiftIntRight,

    /// <summary>Division of numbers of 32 bits with a sign.</summary>
    DivideInt,

    /// <summary>The remainder of those.</summary>
    RemainderInt,

    /// <summary>Division of numbers without a sign.</summary>
    DivideUnsigned,

    /// <summary>The remainder of numbers without a sign.</summary>
    RemainderUnsigned,

    /// <summary>A number without a sign shifted to the right.</summary>
    ShiftRightUnsigned,

    /// <summary>Whether the left one is less, of numbers without a sign.</summary>
    LessUnsigned,

    /// <summary>Whether the left one is at most the right one, of numbers without a sign.</summary>
    AtMostUnsigned,
}
