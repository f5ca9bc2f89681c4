"""What each method and each object takes, in one line each.

    name  field!:kind  field:kind  +group

`!` marks what is required. Kinds: `int`, `bool`, `true`, `str`, `chat` (an id or @name), `file` (an upload or the id
of a stored file), `=word` (exactly this word), `[kind]` (a list), `A|B` (one of these objects), the name of an object.

Fields follow https://core.telegram.org/bots/api (10.0). A field that Telegram knows and the simulator has no behaviour
for is left out on purpose: it is refused, never silently ignored.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """One parameter of a method, or one field of an object."""

    kind: str
    required: bool


Fields = dict[str, Field]

_GROUPS = """
+format   parse_mode:str entities:[MessageEntity]
+caption  caption:str parse_mode:str caption_entities:[MessageEntity]
+quiet    disable_notification:bool protect_content:bool reply_parameters:ReplyParameters
+send     +quiet reply_markup:InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply
+look     show_caption_above_media:bool has_spoiler:bool
+chat     chat_id!:chat
+message  chat_id!:chat message_id!:int
+sound    duration:int performer:str title:str thumbnail:file
+film     duration:int width:int height:int thumbnail:file supports_streaming:bool
+paper    thumbnail:file disable_content_type_detection:bool
+inline   reply_markup:InlineKeyboardMarkup
+scope    scope:ScopeDefault|ScopePrivate|ScopeGroups|ScopeAdmins|ScopeChat|ScopeChatAdmins|ScopeMember \
language_code:str
+media    media!:[InputMediaPhoto|InputMediaVideo|InputMediaDocument|InputMediaAudio]
"""

_METHODS = """
getMe
getUpdates              offset:int limit:int timeout:int allowed_updates:[str]
deleteWebhook           drop_pending_updates:bool
getWebhookInfo
setMyCommands           commands!:[BotCommand] +scope
getMyCommands           +scope
setMyDescription        description:str language_code:str
setMyShortDescription   short_description:str language_code:str
setChatMenuButton       chat_id:int menu_button:MenuButtonCommands|MenuButtonDefault
sendMessage             +chat text!:str +format link_preview_options:LinkPreviewOptions +send
sendPhoto               +chat photo!:file +caption +look +send
sendDocument            +chat document!:file +paper +caption +send
sendVoice               +chat voice!:file duration:int +caption +send
sendAudio               +chat audio!:file +sound +caption +send
sendVideo               +chat video!:file +film +caption +look +send
sendSticker             +chat sticker!:file emoji:str +send
sendMediaGroup          +chat +media +quiet
copyMessage             +message from_chat_id!:chat +caption show_caption_above_media:bool +send
forwardMessage          +message from_chat_id!:chat disable_notification:bool protect_content:bool
editMessageText         +message text!:str +format link_preview_options:LinkPreviewOptions +inline
editMessageCaption      +message +caption show_caption_above_media:bool +inline
editMessageReplyMarkup  +message +inline
deleteMessage           +message
pinChatMessage          +message disable_notification:bool
answerCallbackQuery     callback_query_id!:str text:str show_alert:bool url:str cache_time:int
sendChatAction          +chat action!:str
getFile                 file_id!:str
getChat                 +chat
getChatMember           +chat user_id!:int
getChatAdministrators   +chat
leaveChat               +chat
"""

_OBJECTS = """
InlineKeyboardMarkup  inline_keyboard!:[[InlineKeyboardButton]]
InlineKeyboardButton  text!:str url:str callback_data:str copy_text:CopyTextButton style:str
CopyTextButton        text!:str
ReplyKeyboardMarkup   keyboard!:[[KeyboardButton]] is_persistent:bool resize_keyboard:bool one_time_keyboard:bool \
selective:bool input_field_placeholder:str
KeyboardButton        text!:str request_contact:bool request_location:bool style:str
ReplyKeyboardRemove   remove_keyboard!:true selective:bool
ForceReply            force_reply!:true input_field_placeholder:str selective:bool
LinkPreviewOptions    is_disabled:bool url:str prefer_small_media:bool prefer_large_media:bool show_above_text:bool
ReplyParameters       message_id!:int allow_sending_without_reply:bool
MessageEntity         type!:str offset!:int length!:int url:str language:str custom_emoji_id:str user:User
User                  id!:int is_bot!:bool first_name!:str last_name:str username:str language_code:str
BotCommand            command!:str description!:str
ScopeDefault          type!:=default
ScopePrivate          type!:=all_private_chats
ScopeGroups           type!:=all_group_chats
ScopeAdmins           type!:=all_chat_administrators
ScopeChat             type!:=chat chat_id!:chat
ScopeChatAdmins       type!:=chat_administrators chat_id!:chat
ScopeMember           type!:=chat_member chat_id!:chat user_id!:int
MenuButtonCommands    type!:=commands
MenuButtonDefault     type!:=default
InputMediaPhoto       type!:=photo media!:file +caption +look
InputMediaVideo       type!:=video media!:file +caption +look +film
InputMediaDocument    type!:=document media!:file +caption +paper
InputMediaAudio       type!:=audio media!:file +caption +sound
"""


def _fields(words: list[str], groups: dict[str, Fields]) -> Fields:
    fields: Fields = {}
    for word in words:
        if word.startswith("+"):
            fields |= groups[word]
        else:
            name, kind = word.split(":", 1)
            fields[name.removesuffix("!")] = Field(kind, name.endswith("!"))
    return fields


def _table(text: str, groups: dict[str, Fields]) -> dict[str, Fields]:
    table: dict[str, Fields] = {}
    for name, *words in map(str.split, text.strip().splitlines()):
        table[name] = _fields(words, {**groups, **table})
    return table


_groups = _table(_GROUPS, {})
METHODS = _table(_METHODS, _groups)
OBJECTS = _table(_OBJECTS, _groups)


def canonical(method: str) -> str | None:
    """The method's name as documented: names are not case-sensitive; None if the simulator does not know it."""
    return _BY_LOWER.get(method.lower())


_BY_LOWER = {name.lower(): name for name in METHODS}
